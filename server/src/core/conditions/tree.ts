/** Half-open range of offsets in the text of an expression. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Literal extends Range {
  readonly kind: "literal";
  readonly type: "string" | "int" | "double" | "bool" | "null" | "bytes";
  /** The text without quotes and escapes; of other literals as written. */
  readonly value: string;
  /** Whether a part of the text comes from outside; it stands in `value` as a `HOLE`. */
  readonly partial: boolean;
}

export interface Name extends Range {
  readonly kind: "name";
  readonly name: string;
}

/** `object.name` */
export interface Member extends Range {
  readonly kind: "member";
  readonly object: Node;
  readonly name: string;
  readonly at: Range;
}

/** `name(args)` or `target.name(args)` */
export interface Call extends Range {
  readonly kind: "call";
  readonly target?: Node;
  readonly name: string;
  readonly at: Range;
  readonly args: readonly Node[];
}

export interface Index extends Range {
  readonly kind: "index";
  readonly object: Node;
  readonly key: Node;
}

export interface List extends Range {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export interface MapNode extends Range {
  readonly kind: "map";
  readonly items: readonly Node[];
}

export interface Unary extends Range {
  readonly kind: "unary";
  readonly op: "!" | "-";
  readonly operand: Node;
}

export type BinaryOp = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%";

export interface Binary extends Range {
  readonly kind: "binary";
  readonly op: BinaryOp;
  readonly at: Range;
  readonly left: Node;
  readonly right: Node;
}

export interface Ternary extends Range {
  readonly kind: "ternary";
  readonly condition: Node;
  readonly yes: Node;
  readonly no: Node;
}

/** An operand that is not known: it comes from outside, or nothing that could be read stands there. */
export interface Hole extends Range {
  readonly kind: "hole";
}

export type Node = Literal | Name | Member | Call | Index | List | MapNode | Unary | Binary | Ternary | Hole;

/** Stands for what comes from outside in the text of an expression. */
export const HOLE = "\ufffc";

/** The nodes that a node is made of, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "member":
      return [node.object];
    case "call":
      return node.target === undefined ? node.args : [node.target, ...node.args];
    case "index":
      return [node.object, node.key];
    case "list":
    case "map":
      return node.items;
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "ternary":
      return [node.condition, node.yes, node.no];
    default:
      return [];
  }
}

/** The node and everything in it, in the order of the text. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child);
}

/** `resource.name` of a chain of names; `undefined` of anything else. */
export function pathOf(node: Node): string | undefined {
  if (node.kind === "name") return node.name;
  if (node.kind !== "member") return undefined;
  const before = pathOf(node.object);
  return before === undefined ? undefined : `${before}.${node.name}`;
}

/** The text of a wholly known string. */
export const stringOf = (node: Node | undefined): string | undefined =>
  node?.kind === "literal" && node.type === "string" && !node.partial ? node.value : undefined;

export const isComparison = (op: BinaryOp): boolean => ["==", "!=", "<", "<=", ">", ">="].includes(op);
