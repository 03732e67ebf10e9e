import { isComparison, type Node, pathOf } from "./tree.ts";
import { ATTRIBUTES, FUNCTIONS, type FunctionType, METHODS, OBJECT_FUNCTIONS, type Type } from "./vocabulary.ts";

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

/** What is known of an attribute: `undefined` when its object is not known, or has none of that name. */
export function attributeType(path: string): Type | undefined {
  const [object = "", name = "", ...rest] = path.split(".");
  const type = own(own(ATTRIBUTES, object), name);
  if (path === "request.auth.access_levels") return "list";
  return rest.length > 0 && type !== undefined ? "any" : type;
}

/** The function that a call means, as far as it is known. */
export function functionOf(call: Extract<Node, { kind: "call" }>): FunctionType | undefined {
  const { target, name } = call;
  if (target === undefined) return own(FUNCTIONS, name);
  const path = pathOf(target);
  const ofObject = path === undefined ? undefined : own(own(OBJECT_FUNCTIONS, path), name);
  return ofObject ?? own(METHODS[typeOf(target)], name);
}

/** What a part of an expression gives. */
export function typeOf(node: Node): Type {
  switch (node.kind) {
    case "literal":
      return node.type === "bytes" ? "any" : node.type;
    case "member":
      return attributeType(pathOf(node) ?? "") ?? "any";
    case "call":
      return functionOf(node)?.returns ?? "any";
    case "list":
      return "list";
    case "map":
      return "map";
    case "unary":
      return node.op === "!" ? "bool" : typeOf(node.operand);
    case "binary":
      return isComparison(node.op) || ["&&", "||", "in"].includes(node.op) ? "bool" : "any";
    default:
      return "any";
  }
}
