import type { BinaryOp } from "./tree.ts";

/** From loosest to tightest. */
export const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];
/** What people write for an operator. */
export const SLIPS: Readonly<Record<string, { readonly meant: BinaryOp; readonly level: number }>> = {
  "|": { meant: "||", level: 0 },
  OR: { meant: "||", level: 0 },
  Or: { meant: "||", level: 0 },
  or: { meant: "||", level: 0 },
  "&": { meant: "&&", level: 1 },
  AND: { meant: "&&", level: 1 },
  And: { meant: "&&", level: 1 },
  and: { meant: "&&", level: 1 },
  "=": { meant: "==", level: 2 },
  "===": { meant: "==", level: 2 },
  "!==": { meant: "!=", level: 2 },
  "<>": { meant: "!=", level: 2 },
  "=<": { meant: "<=", level: 2 },
  "=>": { meant: ">=", level: 2 },
  IN: { meant: "in", level: 2 },
};
