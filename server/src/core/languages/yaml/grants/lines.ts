/** Lines of a document; a nested list is indented by one step. */
export type Block = readonly (string | Block)[];

export const linesOf = (block: Block, step: string, indent: string): readonly string[] =>
  block.flatMap((part) => (typeof part === "string" ? [indent + part] : linesOf(part, step, indent + step)));

/** A name of small letters, digits and dashes that nothing has yet. */
export function freeName(words: readonly string[], isTaken: (name: string) => boolean): string {
  const name =
    words
      .join("-")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 60)
      .replace(/^-+|-+$/g, "") || "grant";
  if (!isTaken(name)) return name;
  for (let i = 2; i < 100; i++) if (!isTaken(`${name}-${i}`)) return `${name}-${i}`;
  return name;
}
