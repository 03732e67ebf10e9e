import type { Stretch } from "../../model/placeholders.ts";

/** A here-document, and the file that its line writes. */
const OPENING = /<<(-?)[ \t]*(?:(["'])(\w+)\2|\\?(\w+))/;
const WRITES = /(?:(?<![>\d])>\|?|\btee)[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s"'|;&<>()]+)/g;
/** What the shell replaces before the file is written, of which nothing is known here: escapes, substitutions, variables in small letters. */
const REPLACED = /\\[$`\\]|`|\$\((?!\()|\$\{?[a-z_]/;

/**
 * The text that a script writes with a here-document into a file, nearest before an offset: where it stands. `unknown` when the file is
 * written in another way, or with a text that is not known.
 * @param names the file, in any of the ways in which the script may write it.
 */
export function hereFileBefore(
  text: string,
  offset: number,
  names: readonly (string | undefined)[],
): Stretch | "unknown" | undefined {
  let found: Stretch | "unknown" | undefined;
  for (let start = 0; start < offset; ) {
    const line = lineAt(text, start);
    const body = bodyBehind(text, start, line);
    if (names.some((name) => name !== undefined && writes(line, bare(name)))) found = toldIn(text, body, line);
    start = body?.next ?? start + line.length + 1;
  }
  return found;
}

/** The here-document around a place. */
export function hereDocumentAt(text: string, offset: number): Stretch | undefined {
  for (let start = 0; start <= offset && start < text.length; ) {
    const line = lineAt(text, start);
    const body = bodyBehind(text, start, line);
    if (body !== undefined && body.start <= offset && offset < body.end) return body;
    start = body?.next ?? start + line.length + 1;
  }
  return undefined;
}

const lineAt = (text: string, start: number): string => {
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end);
};

const bare = (word: string): string => word.replace(/^(["'])(.*)\1$/, "$2");

const writes = (line: string, name: string): boolean =>
  [...line.matchAll(WRITES)].some(([, word = ""]) => bare(word) === name);

interface Body extends Stretch {
  readonly next: number;
  readonly isQuoted: boolean;
}

function bodyBehind(text: string, start: number, line: string): Body | undefined {
  const [opening, dash, quote, quoted, plain] = OPENING.exec(line) ?? [];
  const word = quoted ?? plain;
  if (opening === undefined || word === undefined) return undefined;
  const from = start + line.length + 1;
  for (let at = from; at < text.length; ) {
    const next = lineAt(text, at);
    const closing = dash === "-" ? next.replace(/^\t+/, "") : next;
    if (closing.replace(/\r$/, "") === word)
      return {
        start: from,
        end: at,
        next: at + next.length + 1,
        isQuoted: quote !== undefined || line.includes("<<\\"),
      };
    at += next.length + 1;
  }
  return undefined;
}

/** What a line that writes a file says of its text. */
function toldIn(text: string, body: Body | undefined, line: string): Stretch | "unknown" {
  if (body === undefined || />>/.test(line)) return "unknown";
  return !body.isQuoted && REPLACED.test(text.slice(body.start, body.end)) ? "unknown" : body;
}
