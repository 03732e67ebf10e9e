/** Functions whose first argument is nothing but a text. */
const OF_TEXT = new Set(["timestamp", "date", "duration", "startsWith", "endsWith", "extract"]);
const BARE = /[ \t]*([A-Za-z0-9_/][\w./:+-]*)[ \t]*\)/y;
const DATE_LIKE = /^\d[\w.:+-]*[-:a-zA-Z]/;

/** The bare words of an argument, when nothing else stands between its brackets. */
function bareAt(text: string, from: number): { readonly word: string; readonly start: number } | undefined {
  BARE.lastIndex = from;
  const [whole, word] = BARE.exec(text) ?? [];
  if (whole === undefined || word === undefined) return undefined;
  return { word, start: from + whole.indexOf(word) };
}

/** Whether a text without its quotes stands in the brackets of a function; a shell takes quotes inside of quotes away. */
export function isUnquoted(name: string, text: string, from: number): boolean {
  const word = OF_TEXT.has(name) ? bareAt(text, from)?.word : undefined;
  return word !== undefined && (DATE_LIKE.test(word) || word.includes("/"));
}

export function unquotedText(text: string, from: number) {
  const { word, start } = bareAt(text, from) ?? { word: "", start: from };
  return { text: word, start, end: start + word.length };
}
