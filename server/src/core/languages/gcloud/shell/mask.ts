/** `<PROJECT>` in documentation: to the shell it would be two redirections. */
const ANGLES = /<[A-Za-z](?:[\w .:/@-]{0,78}[\w/])?>(?!>)/g;
/** What stands before a redirection, or the second mark of a here-document. */
const BEFORE_REDIRECTION = /[<\d&]/;
/** `<<project-id>>`, which is no here-document: behind a mark, or with what no end mark has in it. */
const DOUBLE_ANGLES = /(?<=[=:"'/@])<<[A-Za-z][\w .:/@-]{0,78}>>|<<[A-Za-z]\w*[ -][\w .:/@-]{0,78}>>/g;
/** `[PROJECT ID]`, `[your project]`: to the shell it would be several words. A test of a shell has a blank behind its bracket. */
const BLANK_BRACKETS = /(?<![\w$])\[[A-Za-z][\w-]{0,40}(?: [\w-]{1,40}){1,5}\]/g;
const BRACES = /\$?\{\{[^{}\n]{0,200}\}\}/g;
const LINE_END = /\\?\r\n/g;

/**
 * The text as the parser is to see it, each character at its place: CR LF become line ends that the shell knows, and placeholders
 * of documentation and templates become plain words. Values are decoded from the original text.
 */
export function maskForParser(text: string): string {
  let masked = text;
  if (masked.includes("\r\n")) masked = masked.replace(LINE_END, (end, at: number) => unixLineEnd(text, end, at));
  if (masked.includes("{{")) masked = masked.replace(BRACES, (mark) => "_".repeat(mark.length));
  if (masked.includes(">>")) masked = masked.replace(DOUBLE_ANGLES, (mark) => "_".repeat(mark.length));
  if (masked.includes("<"))
    masked = masked.replace(ANGLES, (mark, at: number, all: string) => plainWord(mark, all.charAt(at - 1)));
  if (masked.includes("[")) masked = masked.replace(BLANK_BRACKETS, (mark) => mark.replaceAll(" ", "_"));
  return masked;
}

/** Two line ends in place of CR LF; a space, a backslash and one line end where the line goes on. */
function unixLineEnd(text: string, end: string, at: number): string {
  if (!end.startsWith("\\")) return "\n\n";
  let first = at;
  while (text.charCodeAt(first - 1) === 92) first--;
  return (at - first) % 2 === 0 ? " \\\n" : "\\\n\n";
}

/** `<in 2>` is a redirection of a stream and stays. */
const plainWord = (mark: string, before: string): string =>
  BEFORE_REDIRECTION.test(before) || /\s\d>$/.test(mark) ? mark : mark.replace(/[<> ]/g, "_");
