/** Whether a text is of one of the patterns, in which `*` stands for any letters. */
export function wildcard(patterns: readonly string[]): (text: string) => boolean {
  const forms = patterns.map((pattern) => pattern.split("*"));
  return (text) => forms.some((pieces) => fits(text, pieces));
}

/** Takes each piece where it comes first, so that no text is read more than once. */
function fits(text: string, [first = "", ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.at(-1) ?? "";
  for (const piece of rest.slice(0, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
