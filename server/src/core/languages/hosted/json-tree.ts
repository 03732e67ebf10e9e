import { type Node, parseTree } from "jsonc-parser";

/** The tree of a JSON text; `undefined` for nonsense on which the parser recurses until the stack ends. */
export function jsonTreeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}
