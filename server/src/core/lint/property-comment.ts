/** A comment of JSON: a property named `//` in the object that it speaks of. */
export interface PropertyComment {
  /** Where the property starts and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** Where its text starts, and the text as it is written. */
  readonly at: number;
  readonly content: string;
}

const PROPERTY = /"\/\/"\s*:\s*"((?:[^"\\\r\n]|\\.)*)"/g;

/** The comments of that kind whose text a test takes, in their order. */
export function propertyComments(text: string, wanted: (content: string) => boolean): readonly PropertyComment[] {
  if (!text.includes('"//"')) return [];
  return [...text.matchAll(PROPERTY)].flatMap(({ 0: whole, 1: content = "", index }): readonly PropertyComment[] => {
    const end = index + whole.length;
    return wanted(content) ? [{ start: index, end, at: end - 1 - content.length, content }] : [];
  });
}

/** Where the innermost object around an offset starts and ends; all of the text where none is open there. */
export function objectAround(text: string, offset: number): { readonly start: number; readonly end: number } {
  const open: number[] = [];
  let start: number | undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (at >= offset && start === undefined) {
      start = open.at(-1) ?? 0;
      depth = open.length;
    }
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === "{") open.push(at);
    else if (char === "}") {
      open.pop();
      if (start !== undefined && open.length < depth) return { start, end: at + 1 };
    }
  }
  return { start: start ?? 0, end: text.length };
}

/** The offset of the quote that closes a string, or of its last character where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length - 1;
}

/** What to delete so that the property is gone and the object is whole: with its comma, and its line where nothing else is on it. */
export function placeOfProperty(text: string, { start, end }: PropertyComment): { start: number; end: number } {
  const behind = /^[ \t]*,/.exec(text.slice(end))?.[0];
  if (behind === undefined) {
    const before = /,\s*$/.exec(text.slice(0, start))?.[0] ?? "";
    return { start: start - before.length, end };
  }
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n)?/.exec(text.slice(end + behind.length))?.[0] ?? "";
  const isAlone = text.slice(lineStart, start).trim() === "" && rest.endsWith("\n");
  return isAlone
    ? { start: lineStart, end: end + behind.length + rest.length }
    : { start, end: end + behind.length + (rest.endsWith("\n") ? 0 : rest.length) };
}
