/**
 * A stretch of a script that may run never, several times, or on its own copy of the variables. What is assigned in a block holds
 * only in the block and in what it encloses. A `foreign` one has no parent: it is handed as text to another shell, which knows none
 * of the variables.
 */
export interface Block {
  readonly parent: Block | undefined;
  readonly kind: "script" | "branch" | "loop" | "function" | "subshell" | "foreign";
  readonly start: number;
  readonly end: number;
  /** What stands in it for what `xargs` reads. */
  readonly mark?: string;
}

export function isInside(block: Block, outer: Block): boolean {
  for (let at: Block | undefined = block; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
}

/** The nearest enclosing block of that kind, or the block itself. */
export function enclosing(block: Block, kind: Block["kind"]): Block | undefined {
  for (let at: Block | undefined = block; at !== undefined; at = at.parent) if (at.kind === kind) return at;
  return undefined;
}

/** All enclosing loops, innermost first. */
export function loopsAround(block: Block): readonly Block[] {
  const loops: Block[] = [];
  for (let at: Block | undefined = block; at !== undefined; at = at.parent) if (at.kind === "loop") loops.push(at);
  return loops;
}

/** The mark of `xargs` that holds in a block. */
export function markAt(block: Block): string | undefined {
  for (let at: Block | undefined = block; at !== undefined; at = at.parent) if (at.mark !== undefined) return at.mark;
  return undefined;
}
