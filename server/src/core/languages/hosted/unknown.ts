/** An expansion of which the shell's reader only knows that something stands there. */
export const unknownExpansion = (name: string): string => `\${!${name}}`;

const PLACEHOLDER = /<[A-Za-z][\w .:/@-]{0,78}>/y;

/** Offset behind a placeholder of documentation (`<PROJECT>`) that begins at an offset; the offset itself where none does. */
export function behindPlaceholder(text: string, at: number): number {
  PLACEHOLDER.lastIndex = at;
  return at + (PLACEHOLDER.exec(text)?.[0].length ?? 0);
}
