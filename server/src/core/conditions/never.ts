import { decide } from "./decide.ts";
import { type Node, nodesIn } from "./tree.ts";

/** What a part of a condition gives when an attribute in it is missing: true, false, an error, or not known. */
type Outcome = boolean | "error" | undefined;

/**
 * Whether a condition can never be true where some of its parts cannot be judged. Errors count as in the Common Expression
 * Language: `true || error` is true, and behind `!` nothing is presumed.
 */
export function neverWithout(tree: Node, isMissing: (node: Node) => boolean): boolean {
  return outcomeOf(tree, isMissing) === "error";
}

function outcomeOf(node: Node, isMissing: (node: Node) => boolean): Outcome {
  if (node.kind === "binary" && (node.op === "&&" || node.op === "||")) {
    const sides = [outcomeOf(node.left, isMissing), outcomeOf(node.right, isMissing)];
    const decisive = node.op === "||";
    if (sides.includes(decisive)) return decisive;
    if (node.op === "&&") return sides.includes("error") ? "error" : sides.includes(undefined) ? undefined : true;
    return sides.includes(undefined) ? undefined : sides.includes("error") ? "error" : false;
  }
  if (node.kind === "binary" && node.op !== "!=" && !hasNegation(node) && mentions(node, isMissing)) return "error";
  if (node.kind === "call" && !hasNegation(node) && mentions(node, isMissing)) return "error";
  return decide(node, {});
}

const hasNegation = (node: Node): boolean =>
  [...nodesIn(node)].some((inner) => (inner.kind === "unary" && inner.op === "!") || inner.kind === "ternary");

const mentions = (node: Node, isMissing: (node: Node) => boolean): boolean => [...nodesIn(node)].some(isMissing);
