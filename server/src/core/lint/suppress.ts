import type { SuppressedRule, Suppression } from "../model/suppression.ts";
import { differenceOf } from "../text/difference.ts";
import type { Span } from "../text/span.ts";
import { FOREIGN_CHECKS } from "./foreign.ts";
import { objectAround, type PropertyComment, placeOfProperty, propertyComments } from "./property-comment.ts";

const OPEN = String.raw`(?:#|//|/\*|<!--|::|\b[Rr][Ee][Mm]\b)`;
const OWN = new RegExp(String.raw`${OPEN}[ \t]*iam-lint-ignore(-file)?(?![\w-])([^\r\n]*)`);
const CLOSE = /[ \t]*(?:\*\/|-->)?[ \t]*$/;
const WORDS = /^[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)(?:[ \t]+until[ \t]+([\w-]+))?[ \t]*(?::[ \t]*(.*))?$/;
const FOREIGN = new RegExp(String.raw`${OPEN}[ \t]*(?:checkov:skip=|(?:tfsec|trivy):ignore:)([\w-]+)`);
const ANY_MARK = /iam-lint-ignore|checkov:skip=|(?:tfsec|trivy):ignore:/;
/** Looking for words is many times as fast as the expression, and one of these stands in every mark. */
const LETTERS_OF_MARKS = ["ignore", ":skip="];
const WORDS_OF_MARKS = ["iam-lint-ignore", "checkov:skip=", "tfsec:ignore:", "trivy:ignore:"];

const mayHoldMark = (text: string): boolean =>
  [LETTERS_OF_MARKS, WORDS_OF_MARKS].every((words) => words.some((word) => text.includes(word)));

/**
 * Finds the suppressions of a text: `iam-lint-ignore ID, ID until 2027-01-31: reason` and `iam-lint-ignore-file …`, and those of
 * other linters. A comment that stands alone covers the next line, one behind code its own; one of JSON, which is a property named
 * `//`, the object that holds it.
 */
export function findSuppressions(uri: string, text: string): readonly Suppression[] {
  if (!mayHoldMark(text)) return [];
  const found: Suppression[] = [];
  let start = 0;
  for (const [number, whole] of text.split("\n").entries()) {
    const content = whole.replace(/\r$/, "");
    const line = { uri, start, number, content, next: Math.min(start + whole.length + 1, text.length) };
    const own = ANY_MARK.test(content) ? (readOwn(line) ?? readForeign(line)) : undefined;
    if (own !== undefined) found.push(own);
    start += whole.length + 1;
  }
  const inProperties = propertyComments(text, (content) => IN_PROPERTY.test(content));
  return [...found, ...inProperties.map((one) => readProperty(uri, text, one))];
}

const IN_PROPERTY = /^[ \t]*iam-lint-ignore(-file)?(?![\w-])/;

/** The comment of a property; on the lines of its object. */
function readProperty(uri: string, text: string, property: PropertyComment): Suppression {
  const { start, end, at, content } = property;
  const [mark = "", file] = IN_PROPERTY.exec(content) ?? [];
  const extent = file === undefined ? "line" : "file";
  const line = { uri, start: at, number: 0, content, next: end };
  const place = { uri, ...placeOfProperty(text, property) };
  const lines = extent === "file" ? [] : linesOf(text, objectAround(text, start));
  return {
    ...readWords(line, mark.length, content.slice(mark.length)),
    span: { uri, start, end },
    place,
    extent,
    lines,
  };
}

/** The numbers of the lines of a stretch. */
function linesOf(text: string, { start, end }: { readonly start: number; readonly end: number }): readonly number[] {
  const first = text.slice(0, start).split("\n").length - 1;
  const count = text.slice(start, end).split("\n").length;
  return Array.from({ length: count }, (_, i) => first + i);
}

/** The suppressions of the next version of a text; of one that had none, only the lines that differ are looked at. */
export function findSuppressionsAgain(
  before: { readonly text: string; readonly suppressions: readonly Suppression[] },
  { uri, text }: { readonly uri: string; readonly text: string },
): readonly Suppression[] {
  if (before.suppressions.length > 0) return findSuppressions(uri, text);
  const { start, endAfter } = differenceOf(before.text, text);
  const end = text.indexOf("\n", endAfter);
  const lines = text.slice(text.lastIndexOf("\n", start - 1) + 1, end < 0 ? text.length : end);
  return WORDS_OF_MARKS.some((word) => lines.includes(word)) ? findSuppressions(uri, text) : [];
}

interface Line {
  readonly uri: string;
  readonly start: number;
  readonly number: number;
  readonly content: string;
  /** Where the next line begins. */
  readonly next: number;
}

function readOwn(line: Line): Suppression | undefined {
  const match = OWN.exec(line.content);
  if (match === null) return undefined;
  const [whole, file, behind = ""] = match;
  const extent = file === undefined ? "line" : "file";
  const comment = { ...placed(line, match.index, whole), extent, lines: coveredBy(line, match.index, extent) } as const;
  return { ...comment, ...readWords(line, match.index + whole.length - behind.length, behind.replace(CLOSE, "")) };
}

/** What stands behind the mark of a comment, which starts at a place of its line. */
function readWords(
  line: Line,
  at: number,
  behind: string,
): Pick<Suppression, "rules" | "reason" | "until" | "problem"> {
  const words = WORDS.exec(behind);
  if (words === null) return { rules: [], reason: "", problem: "it names no rule" };
  const [, ids = "", day, reason = ""] = words;
  const rules = namesIn(line, ids, at + behind.indexOf(ids));
  if (day === undefined) return { rules, reason };
  const until = { day, span: spanIn(line, at + behind.indexOf(day, behind.indexOf(ids) + ids.length), day.length) };
  return isDay(day) ? { rules, reason, until } : { rules, reason, until, problem: `"${day}" is no day` };
}

function readForeign(line: Line): Suppression | undefined {
  const match = FOREIGN.exec(line.content);
  const [whole, check = ""] = match ?? [];
  const ids = FOREIGN_CHECKS[check.toLowerCase()];
  if (match === null || whole === undefined || ids === undefined) return undefined;
  const { span, place } = placed(line, match.index, whole);
  const lines = coveredBy(line, match.index, "statement");
  return { rules: ids.map((id) => ({ id, span })), extent: "statement", reason: "", span, place, lines, foreign: true };
}

/** A day of the calendar, as `2027-01-31`. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

function namesIn(line: Line, ids: string, from: number): readonly SuppressedRule[] {
  return [...ids.matchAll(/[\w-]+/g)].map(({ 0: id, index }) => ({ id, span: spanIn(line, from + index, id.length) }));
}

const spanIn = ({ uri, start }: Line, from: number, length: number): Span => ({
  uri,
  start: start + from,
  end: start + from + length,
});

const isAlone = ({ content }: Line, index: number): boolean => content.slice(0, index).trim() === "";

function placed(line: Line, index: number, whole: string): { readonly span: Span; readonly place: Span } {
  const span = spanIn(line, index, whole.trimEnd().length);
  if (isAlone(line, index)) return { span, place: { uri: line.uri, start: line.start, end: line.next } };
  const before = line.content.slice(0, index).trimEnd().length;
  return { span, place: spanIn(line, before, line.content.length - before) };
}

const coveredBy = (line: Line, index: number, extent: Suppression["extent"]): readonly number[] =>
  extent === "file" ? [] : isAlone(line, index) ? [line.number, line.number + 1] : [line.number];

/** Where a finding stands: its own line and the lines of its statement, from 0. */
export interface FindingLines {
  readonly line: number;
  readonly first: number;
  readonly last: number;
}

/** Whether a suppression holds on that day. */
export const isInForce = ({ problem, until }: Suppression, today: string): boolean =>
  problem === undefined && (until === undefined || today <= until.day);

/** Whether a suppression covers a finding at these lines. */
export function covers({ extent, lines }: Suppression, { line, first, last }: FindingLines): boolean {
  if (extent === "file") return true;
  if (lines.includes(line) || lines.includes(first)) return true;
  return extent === "statement" && lines.some((covered) => first <= covered && covered <= last);
}
