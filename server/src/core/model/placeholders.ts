import type { Span } from "../text/span.ts";
import { literal, type Part } from "./value.ts";

/** Half-open range of indices into a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Marks of templates and of documentation: whatever stands between them is to be filled in by someone. */
const MARKS = [
  String.raw`\$?\{\{[^{}\n]{0,200}\}\}`, // {{ .Values.x }}, ${{ github.sha }}
  String.raw`\{%[^%\n]{0,200}%\}`,
  String.raw`<<[^<>\n]{1,80}>>`,
  String.raw`<[A-Za-z](?:[\w .:/@-]{0,78}[\w/])?>`, // <PROJECT>, <your service account>
  String.raw`\$\{[^{}\n]{0,200}\}`,
  String.raw`\{\w{0,80}\}`, // {project}, and the {} of xargs
  String.raw`\$\([^()\n]{0,200}\)`,
  String.raw`\$[a-z_]+:[\w./-]+`, // $iam_principals:ci, the contexts of Cloud Foundation Fabric
  String.raw`\$[A-Za-z_]\w*`,
  "`[^`\\n]{1,200}`",
  "__[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*__",
  String.raw`@@\w+@@`,
  String.raw`%[A-Za-z_]\w*%`,
  String.raw`%[sdvq]\b`,
];

/** Words that only documentation writes, in any text. */
const WORDS = [
  "(?<![A-Za-z0-9_])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?![A-Za-z0-9_])", // PROJECT_ID, SA-EMAIL
  "(?<![A-Za-z0-9])(?:your|YOUR)[._-][A-Za-z0-9_-]*[A-Za-z0-9]",
  "(?<![A-Za-z0-9])your[A-Z][A-Za-z0-9]*",
  "(?<![A-Za-z0-9])(?:x{3,}|X{3,})(?![A-Za-z0-9])",
  String.raw`\.{3}|\u2026`,
];

/** A single word in capitals: in names of Google Cloud, which have small letters, nobody means it. */
const CAPITALS = "(?<![A-Za-z0-9_])[A-Z]{2}[A-Z0-9]*(?![A-Za-z0-9_])";

/** In an expression, where it is all of it. */
const SOLE_CAPITALS = "^(?!TRUE$)[A-Z]{3}[A-Z0-9]*$";

/** `[PROJECT_ID]`, but not the `[namespace/account]` of GKE. */
const BRACKETS = String.raw`(?<!goog)\[[A-Za-z][A-Za-z0-9 _-]*\]`;

const IN_NAMES = new RegExp([...MARKS, BRACKETS, ...WORDS, CAPITALS].join("|"), "g");
const IN_DATA = new RegExp([BRACKETS, ...WORDS].join("|"), "g");
const IN_PROSE = new RegExp([...MARKS, BRACKETS, ...WORDS].join("|"), "g");
const IN_EXPRESSIONS = new RegExp([...MARKS, BRACKETS, ...WORDS, SOLE_CAPITALS].join("|"), "g");
export type PlaceholderKind = "names" | "prose" | "expressions" | "data";

const PATTERNS: Readonly<Record<PlaceholderKind, RegExp>> = {
  names: IN_NAMES,
  prose: IN_PROSE,
  expressions: IN_EXPRESSIONS,
  data: IN_DATA,
};
/** Longer texts are no names; the patterns must not be tried on them. */
const LONGEST = 2000;
const ANY_HINT = /[<[{$%`@_\u2026]|[A-Z]{2}|your|\.\.\.|xxx/;

/**
 * The stretches of a literal text that stand for something else: `<SA>`, `[NAME]`, `PROJECT_ID`, `YOUR-PROJECT`, `{{ x }}`.
 * In `names` (roles, members, resources) any word in capitals is one; in `prose` (titles, conditions) only those that cannot
 * be anything else; in `expressions` also one that is all of the text; in `data`, whose templates are told by their own marks, only what documentation writes.
 */
export function placeholdersIn(text: string, kind: PlaceholderKind = "names"): readonly Stretch[] {
  if (text.length > LONGEST || !ANY_HINT.test(text)) return [];
  const found: Stretch[] = [];
  for (const { 0: match, index } of text.matchAll(PATTERNS[kind])) {
    found.push({ start: index, end: index + match.length });
  }
  return found;
}

/** Marks around a placeholder's words; a `$` stays, to tell a variable that nothing replaces from one that the shell does. */
const AROUND = /^(?:\$?\{\{[-~]?|\{%|<<?|\[|\{(?![{%])|__|@@|%(?=.*%$))\s*(.*?)\s*(?:[-~]?\}\}|%\}|>>?|\]|\}|__|@@|%)$/;

/**
 * A literal text as parts, with its placeholders as references.
 * @param spanOf where a stretch of the text stands in the document.
 */
export function withPlaceholders(
  text: string,
  spanOf: (stretch: Stretch) => Span,
  kind: PlaceholderKind = "names",
): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const stretch of placeholdersIn(text, kind)) {
    if (stretch.start > at) parts.push(literal(text.slice(at, stretch.start)));
    parts.push({ kind: "reference", text: nameOf(text.slice(stretch.start, stretch.end)), span: spanOf(stretch) });
    at = stretch.end;
  }
  if (at < text.length) parts.push(literal(text.slice(at)));
  return parts;
}

const nameOf = (placeholder: string): string => AROUND.exec(placeholder)?.[1] ?? placeholder;
