/** A stretch that another tool fills in before the file is used: `${X}`, `$(X)`, `{{ x }}`, `<x>`. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  /** What stands between the marks; of `$kind:name`, which the modules of Cloud Foundation Fabric look up, all of it. */
  readonly text: string;
}

export interface Masked {
  /** As long as the text that was masked, so that offsets stay true. */
  readonly text: string;
  /** In order, without overlap. */
  readonly placeholders: readonly Placeholder[];
  /** Where the placeholders start. */
  readonly starts: readonly number[];
  /** Starts of control lines (`{{- if … }}`), which decide whether the lines after them exist. */
  readonly controls: readonly number[];
}

/** First and further characters of a masked stretch: private-use characters, ordinary letters for every parser. */
export const FIRST = "\ue001";
export const FURTHER = "\ue000";

const OPENER =
  /\$?\{\{|\{%|(?<![$\w])\{#(?=[\s-])|%\{(?=~?\s*(?:if|else|endif|for|endfor)\b)|\$\{|\$\(|\$[A-Z][A-Z0-9_]*\b|\$[a-z_]+:[\w./-]+|<[A-Za-z][\w .:-]*>|@@\w+@@|(?<![A-Za-z0-9])__[A-Z]\w*?__/g;
const CONTROL =
  /^(?:\{[{%]|%\{)[-~]?\s*(?:\/\*|\$\w*\s*:?=|(?:if|else|end|range|with|define|block|template|include|toYaml|for|set|macro|import|extends|elif|endif|endfor)\b)/;
const CLOSERS: Readonly<Record<string, string>> = {
  "${{": "}}",
  "{{": "}}",
  "{%": "%}",
  "{#": "#}",
  "%{": "}",
  "${": "}",
  "$(": ")",
};

/** Hides placeholders from the parser, whose syntax they would break. A text without any comes back as it is. */
export function mask(text: string): Masked {
  const placeholders: Placeholder[] = [];
  const controls: number[] = [];
  const finder = new CloserFinder(text);
  let masked = "";
  let copied = 0;
  OPENER.lastIndex = 0;
  for (let found = OPENER.exec(text); found !== null; found = OPENER.exec(text)) {
    const opener = found[0];
    const start = found.index;
    const closer = CLOSERS[opener];
    const end = closer === undefined ? start + opener.length : finder.endOf(start, opener, closer);
    if (end === undefined) continue;
    const isComment = opener === "{#";
    const control = isComment || isControlLine(text, start, end);
    if (control && !isComment) controls.push(start);
    if (!control)
      placeholders.push({ start, end: firstLineEnd(text, start, end), text: inner(opener, text.slice(start, end)) });
    masked += text.slice(copied, start) + hidden(text.slice(start, end), control);
    copied = end;
    OPENER.lastIndex = end;
  }
  return { text: masked + text.slice(copied), placeholders, starts: placeholders.map(({ start }) => start), controls };
}

/** Index of the first place that is not before an offset; the places are in order. */
export function firstFrom(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether one of the places is in a half-open range. */
export const holdsAny = (starts: readonly number[], from: number, to: number): boolean =>
  (starts[firstFrom(starts, from)] ?? to) < to;

/** Finds closing marks; remembers what the text does not hold, so that many openers cost no more than one. */
class CloserFinder {
  readonly #text: string;
  readonly #absent = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  endOf(start: number, opener: string, closer: string): number | undefined {
    if (closer.length === 1) return this.#sameLine(start + opener.length, opener.slice(-1), closer);
    if (this.#absent.has(closer)) return undefined;
    const at = this.#text.indexOf(closer, start + opener.length);
    if (at < 0) this.#absent.add(closer);
    return at < 0 ? undefined : at + closer.length;
  }

  /** Marks of one character nest and end on their line, within a length that no real one has. */
  #sameLine(from: number, open: string, closer: string): number | undefined {
    let depth = 1;
    for (let i = from; i < this.#text.length && i < from + 200; i++) {
      const c = this.#text[i];
      if (c === "\n") return undefined;
      if (c === open) depth++;
      else if (c === closer && --depth === 0) return i + 1;
    }
    return undefined;
  }
}

/** Whether a template's control statement fills its line or lines. */
function isControlLine(text: string, start: number, end: number): boolean {
  if (!CONTROL.test(text.slice(start, start + 60))) return false;
  for (let i = start - 1; i >= 0 && text[i] !== "\n"; i--) if (text[i] !== " " && text[i] !== "\t") return false;
  for (let i = end; i < text.length && text[i] !== "\n"; i++) if (!/\s/.test(text[i] ?? "")) return false;
  return true;
}

function firstLineEnd(text: string, start: number, end: number): number {
  const line = text.indexOf("\n", start);
  if (line < 0 || line >= end) return end;
  return text[line - 1] === "\r" ? line - 1 : line;
}

/** A control line becomes a comment; of several lines only the first one keeps a mark. */
function hidden(stretch: string, control: boolean): string {
  const [first = "", ...rest] = stretch.split(/(?=\r?\n)/);
  const head = control ? "#".padEnd(first.length) : FIRST.padEnd(first.length, FURTHER);
  return head + rest.map((line) => line.replace(/[^\r\n]/g, " ")).join("");
}

function inner(opener: string, stretch: string): string {
  const closer = CLOSERS[opener];
  if (closer !== undefined)
    return stretch
      .slice(opener.length, -closer.length)
      .replace(/^[-~]|[-~]$/g, "")
      .trim();
  if (/^\$[a-z_]+:/.test(stretch)) return stretch;
  return stretch.replace(/^(?:\$|<|@@|__)|(?:>|@@|__)$/g, "");
}
