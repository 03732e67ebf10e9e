/** A fenced block of a Markdown document; offsets of the document. */
export interface Fence {
  /** First word behind the opening marks, in lower case. */
  readonly info: string;
  /** The lines between the marks. */
  readonly start: number;
  readonly end: number;
  /** How many `>` of block quotes stand before each line. */
  readonly quotes: number;
}

/** What can stand before the marks of a fence: white space, block quotes, the marks of a list item. */
const BEFORE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*[ \t>]*$/;
/** A longer prefix is text. */
const LONGEST_PREFIX = 200;

/** Finds the fenced blocks of a document. One that is never closed goes to the document's end. */
export function fencesIn(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  const marks = new Marks(text);
  for (let at = 0; at < text.length; ) {
    const opening = nextOpening(text, marks, at);
    if (opening === undefined) break;
    const { mark, info, start, quotes } = opening;
    const closing = closingOf(text, start, mark);
    fences.push({ info, start, end: closing.start, quotes });
    at = closing.end;
  }
  return fences;
}

interface Mark {
  readonly start: number;
  readonly end: number;
}

/** Runs of three or more backticks or tildes. */
class Marks {
  readonly #text: string;
  #ticks = -1;
  #tildes = -1;

  constructor(text: string) {
    this.#text = text;
  }

  next(from: number): Mark | undefined {
    this.#ticks = this.#from(this.#ticks, "```", from);
    this.#tildes = this.#from(this.#tildes, "~~~", from);
    const start = Math.min(this.#ticks, this.#tildes);
    return start === Number.POSITIVE_INFINITY ? undefined : { start, end: runEnd(this.#text, start) };
  }

  /** Looks again only when the last hit was passed, so that the text is searched once. */
  #from(last: number, mark: string, from: number): number {
    if (last >= from) return last;
    const hit = this.#text.indexOf(mark, from);
    return hit < 0 ? Number.POSITIVE_INFINITY : hit;
  }
}

function runEnd(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start] && end < text.length) end++;
  return end;
}

interface Opening extends Pick<Fence, "info" | "start" | "quotes"> {
  readonly mark: string;
}

function nextOpening(text: string, marks: Marks, from: number): Opening | undefined {
  for (let hit = marks.next(from); hit !== undefined; hit = marks.next(hit.end)) {
    const prefix = prefixOf(text, hit.start);
    if (prefix === undefined || !BEFORE.test(prefix)) continue;
    const lineEnd = lineEndAt(text, hit.end);
    const mark = text.slice(hit.start, hit.end);
    const info = text.slice(hit.end, lineEnd).trim();
    if (mark.startsWith("`") && info.includes("`")) continue;
    const word = /^(?:\{\s*\.?)?(?:lang(?:uage)?-)?([\w+-]*)/i.exec(info)?.[1]?.toLowerCase() ?? "";
    return { mark, info: word, start: Math.min(text.length, lineEnd + 1), quotes: prefix.split(">").length - 1 };
  }
  return undefined;
}

/** Start and end of the line that closes a fence. */
function closingOf(text: string, from: number, mark: string): Mark {
  for (let at = text.indexOf(mark, from); at >= 0; ) {
    const end = runEnd(text, at);
    const prefix = prefixOf(text, at);
    if (prefix !== undefined && /^[ \t>]*$/.test(prefix)) {
      const lineEnd = lineEndAt(text, end);
      const isBare = text.slice(end, lineEnd).trim() === "";
      if (isBare) return { start: at - prefix.length, end: Math.min(text.length, lineEnd + 1) };
    }
    at = text.indexOf(mark, end);
  }
  return { start: text.length, end: text.length };
}

/** What stands before an offset on its line; `undefined` when that is too long for a prefix. */
function prefixOf(text: string, offset: number): string | undefined {
  for (let start = offset; start >= 0 && offset - start <= LONGEST_PREFIX; start--) {
    if (start === 0 || text[start - 1] === "\n") return text.slice(start, offset);
  }
  return undefined;
}

function lineEndAt(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline;
}
