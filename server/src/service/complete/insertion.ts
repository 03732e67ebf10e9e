import type { Source } from "../../core/languages/language.ts";
import { soleReference, type Value } from "../../core/model/value.ts";
import type { Edit } from "../../core/text/edit.ts";
import type { Span } from "../../core/text/span.ts";

/** How a completed text is written where a value stands. */
export interface Insertion {
  /** What is replaced: the value, but no more than the cursor's line. */
  readonly span: Span;
  /** What is typed before the cursor. */
  readonly typed: string;
  /** `bare`: an expression can stand here; `quoted`: text inside quotes; `plain`: text that needs no quotes. */
  readonly form: "bare" | "quoted" | "plain";
  readonly before: string;
  readonly after: string;
}

/** Languages in which a text without quotes means something else. */
const NEEDS_QUOTES: ReadonlySet<string> = new Set(["terraform", "json"]);
/** Languages in which a blank stands between a mark and the value behind it. */
const SPACED: Readonly<Record<string, RegExp>> = { terraform: /=/, json: /:/, yaml: /[:-]/ };
const QUOTES: ReadonlySet<string> = new Set(['"', "'"]);

/** Where and how to write a completion for a value; `undefined` when that would destroy what else stands there. */
export function insertionAt(source: Source, value: Value, offset: number, language: string): Insertion | undefined {
  const { text } = source;
  const line = onOneLine(text, value.span, offset);
  if (line.start !== value.span.start) return undefined;
  const isBlank = text.slice(line.start, offset).trim() === "" && !QUOTES.has(text.charAt(line.start - 1));
  const span = isBlank ? { ...line, start: offset } : line;
  const place = { span, typed: text.slice(span.start, offset) };
  const previous = text.charAt(span.start - 1);
  if (QUOTES.has(previous)) {
    const after = text.charAt(span.end) === previous ? "" : previous;
    return isKnown(value) ? { ...place, form: "quoted", before: "", after } : undefined;
  }
  if (!isKnown(value) && !(language === "terraform" && isWord(value))) return undefined;
  const space = SPACED[language]?.test(previous) === true ? " " : "";
  return NEEDS_QUOTES.has(language)
    ? { ...place, form: "bare", before: `${space}"`, after: '"' }
    : { ...place, form: "plain", before: space, after: "" };
}

const isKnown = (value: Value): boolean => value.parts.every(({ kind }) => kind === "literal");

/** A single name or the path of an attribute, perhaps not yet whole. */
const isWord = (value: Value): boolean => /^[\w.-]*$/.test(soleReference(value)?.text ?? " ");

/** An unfinished string may run over line ends: editors complete within one line. */
function onOneLine(text: string, span: Span, offset: number): Span {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const next = /\r?\n|$/g;
  next.lastIndex = offset;
  const lineEnd = next.exec(text)?.index ?? text.length;
  return { uri: span.uri, start: Math.max(span.start, lineStart), end: Math.max(offset, Math.min(span.end, lineEnd)) };
}

/** The edit that writes a text as a string. */
export const writeText = ({ span, before, after }: Insertion, text: string): Edit => ({
  span,
  text: `${before}${text}${after}`,
});

/** The edit that writes an expression where a string would need quotes. */
export const writeExpression = ({ span, before }: Insertion, text: string): Edit => ({
  span,
  text: `${before.replace('"', "")}${text}`,
});
