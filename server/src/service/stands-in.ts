import type { Fact } from "../core/model/facts.ts";

/** Values lie no deeper in facts. */
const DEEPEST = 6;

/** Whether a statement or a part of it stands in one of the documents. */
export const standsIn = (fact: Fact, isHere: (uri: string) => boolean): boolean => holdsPlace(fact, isHere, DEEPEST);

function holdsPlace(node: unknown, isHere: (uri: string) => boolean, depth: number): boolean {
  if (typeof node !== "object" || node === null || depth === 0) return false;
  if ("uri" in node && typeof node.uri === "string") return isHere(node.uri);
  return Object.values(node).some((inner) => holdsPlace(inner, isHere, depth - 1));
}
