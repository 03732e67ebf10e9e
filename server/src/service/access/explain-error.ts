import { openCatalog } from "../../core/catalog/open.ts";
import type { Report } from "../../core/lint/lint.ts";
import { rules } from "../../core/rules/index.ts";
import type { AnyRule } from "../../core/rules/rule.ts";
import { diagnoseAll, type Settings } from "../diagnose.ts";
import type { Workspace } from "../workspace.ts";
import { ERROR_TEXTS, type ErrorText } from "./error-texts.ts";
import { type Why, why } from "./why.ts";

/** What an error text says: who lacks what on what, and which rules find the cause. */
export interface ReadError {
  readonly meaning: string;
  readonly advice: string;
  readonly permission: string | undefined;
  readonly resource: string | undefined;
  readonly principal: string | undefined;
  readonly rules: readonly AnyRule[];
}

/** Its cause in the workspace. */
export interface ExplainedError extends ReadError {
  /** Findings of the rules, those first that name the same resource or principal. */
  readonly findings: readonly Report[];
  /** Whether the principal holds the permission by what the workspace grants; empty where the text names nobody. */
  readonly answers: readonly Why[];
  /** The smallest roles that hold the permission. */
  readonly roles: readonly string[];
}

/** Texts are cut at this length: errors of several pages are logs. */
const LONGEST = 20_000;

/** `undefined` when the text is none of the errors that are known. */
export function readError(text: string): ReadError | undefined {
  const short = plain(text.slice(0, LONGEST));
  for (const row of ERROR_TEXTS) {
    const match = row.pattern.exec(short);
    if (match !== null) return told(row, match.groups ?? {}, short);
  }
  return undefined;
}

/** Without what terminals, web pages and Terraform put around words. */
const plain = (text: string): string =>
  text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2500-\u257f]/g, " ")
    .replace(/\[([^\s[\]()]+@[^\s[\]()]+)\]\(mailto:[^)]*\)/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/(['"]) (?=[a-z]+\.[A-Za-z.]+['"])/g, "$1");

function told(row: ErrorText, groups: Readonly<Record<string, string | undefined>>, text: string): ReadError {
  const { meaning, advice } = row;
  return {
    meaning,
    advice,
    permission: row.permission ?? groups.permission,
    resource: groups.resource ?? groups.metadata,
    principal: isHidden(groups.principal) ? callerIn(text) : groups.principal,
    rules: row.rules.flatMap((id) => rules.find((rule) => rule.id === id) ?? []),
  };
}

/** A name that a pipeline has blotted out. */
const isHidden = (name: string | undefined): name is undefined | "***" => name === undefined || name === "***";

const EMAIL = String.raw`[^\s'"\[\],()]+@[^\s'"\[\],()]*[^\s'"\[\],().]`;

/** Who asked, where the text tells it apart from what was denied. */
const CALLERS: readonly RegExp[] = [
  new RegExp(String.raw`authenticated as\s+\[?(${EMAIL})`, "i"),
  new RegExp(String.raw`\bUser\s+\[(${EMAIL})\]`),
  new RegExp(
    String.raw`(?:caller|principal|user|account)\s*[:=]?\s*\[?['"]?((?:serviceAccount|user|group):${EMAIL})`,
    "i",
  ),
];

const callerIn = (text: string): string | undefined =>
  CALLERS.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);

/** Finds the cause of an error in the workspace; `undefined` when the error is none that is known. */
export function explainError(text: string, workspace: Workspace, settings: Settings): ExplainedError | undefined {
  const read = readError(text);
  if (read === undefined) return undefined;
  const ids = new Set(read.rules.map(({ id }) => id));
  const found = ids.size === 0 ? [] : diagnoseAll(workspace, settings).filter(({ rule }) => ids.has(rule.id));
  const { permission, resource, principal } = read;
  const answers =
    permission === undefined || principal === undefined
      ? []
      : why({ principal, permission, resource }, workspace, settings.config.assume);
  const roles =
    permission === undefined
      ? []
      : openCatalog()
          .smallestHolding([permission], 2)
          .map(({ name }) => name);
  return { ...read, findings: ranked(found, [resource, principal]), answers, roles };
}

/** Those that name what the error names, where there are any. */
function ranked(found: readonly Report[], named: readonly (string | undefined)[]): readonly Report[] {
  const words = named.flatMap((text) => (text === undefined ? [] : [wordIn(text)])).filter((word) => word.length > 1);
  const meant = found.filter(({ message }) => words.some((word) => message.includes(word)));
  return meant.length > 0 ? meant : found;
}

/** The telling part of a name: what stands before the `@`, or behind the last slash. */
const wordIn = (text: string): string => {
  const last = text.slice(text.lastIndexOf("/") + 1).replace(/^[A-Za-z]+:/, "");
  return last.split("@")[0] ?? last;
};
