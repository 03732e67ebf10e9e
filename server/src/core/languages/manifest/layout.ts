/** Where lines begin and end around an offset, without an index of all lines. */

export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Before the line end, and before its CR. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** Start of the next line; the text's length on the last one. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

/** What stands before an offset on its line. */
export const before = (text: string, offset: number): string => text.slice(lineStart(text, offset), offset);

/** The line end that the text uses. */
export const eolOf = (text: string): string => (/\r?\n/.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n");

export const isBlank = (text: string): boolean => text.trim() === "";

/** The blanks at the start of the line of an offset. */
export const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";

/** The blank that a value needs behind a mark of YAML that has none behind it. */
export const leadAt = (text: string, offset: number): string => (/[:-]/.test(text[offset - 1] ?? "") ? " " : "");
