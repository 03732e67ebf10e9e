import { type Call, type Literal, type Node, nodesIn, pathOf, stringOf } from "./tree.ts";

/** A literal to which an attribute is compared, and how. */
export interface Comparison {
  readonly attribute: string;
  readonly how: "==" | "!=" | "in" | "startsWith" | "endsWith";
  readonly literal: Literal;
}

const isText = (node: Node | undefined): node is Literal => node?.kind === "literal" && node.type === "string";

/** Every comparison of an attribute of that name with a text; texts of which a part is not known are among them. */
export const comparisonsOf = (tree: Node, attribute: string): readonly Comparison[] =>
  [...nodesIn(tree)].flatMap((node) => [...comparisonsIn(node, attribute)]);

function* comparisonsIn(node: Node, attribute: string): Generator<Comparison> {
  if (node.kind === "call") {
    const [literal] = node.args;
    const isMethod = node.name === "startsWith" || node.name === "endsWith";
    if (isMethod && node.target !== undefined && pathOf(node.target) === attribute && isText(literal))
      yield { attribute, how: node.name as Comparison["how"], literal };
  }
  if (node.kind !== "binary") return;
  const { op, left, right } = node;
  if (op === "in" && pathOf(left) === attribute && right.kind === "list")
    for (const literal of right.items.filter(isText)) yield { attribute, how: "in", literal };
  if (op !== "==" && op !== "!=") return;
  if (pathOf(left) === attribute && isText(right)) yield { attribute, how: op, literal: right };
  if (pathOf(right) === attribute && isText(left)) yield { attribute, how: op, literal: left };
}

/** Whether an attribute is used anywhere. */
export const uses = (tree: Node, attribute: string): boolean =>
  [...nodesIn(tree)].some((node) => pathOf(node) === attribute);

/** The calls of `api.getAttribute` for an attribute. */
export const attributeCalls = (tree: Node, attribute: string): readonly Call[] =>
  [...nodesIn(tree)].filter((node): node is Call => isAttributeCall(node, attribute));

export const isAttributeCall = (node: Node | undefined, attribute: string): boolean =>
  node?.kind === "call" &&
  node.name === "getAttribute" &&
  node.target !== undefined &&
  pathOf(node.target) === "api" &&
  stringOf(node.args[0]) === attribute;

/** The roles that a delegated role grant may change. */
export const MODIFIED_GRANTS = "iam.googleapis.com/modifiedGrantsByRole";
