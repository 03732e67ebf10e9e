import { holdsMark, type Mark } from "../marks.ts";
import { TRACKS } from "./command-line.ts";
import { GROUPS, SECOND_WORDS, VERBS } from "./commands.ts";

/** Words of a command's path that may come from variables. */
const MOST_PLAIN_WORDS = 3;

/** Flags with an account, a role, a principal or permissions, of whatever command. */
const TELLING_FLAG = /^--(?:[a-z-]*service-account|iam-account|role|member|principal|(?:[a-z]+-)?permissions)/;

/** Most commands of a script are of no interest; that shows by their words behind `gcloud`, before these are decoded. */
export const isOfInterest = (words: readonly string[]): boolean => hasOpenPath(words) || saysSomething(words);

/** Whether variables or quotes stand where the words of the command would. */
function hasOpenPath(words: readonly string[]): boolean {
  let plain = 0;
  for (const word of words) {
    if (word.startsWith("-") || TRACKS.has(word)) continue;
    if (/^["'$]/.test(word)) return true;
    if (++plain >= MOST_PLAIN_WORDS) return false;
  }
  return false;
}

function saysSomething(words: readonly string[]): boolean {
  let plain = 0;
  let isInGroup = false;
  let isInSecond = false;
  for (const word of words) {
    if (word.startsWith("-")) {
      if (TELLING_FLAG.test(word)) return true;
      continue;
    }
    if (word.endsWith("-policy-binding") || word === "set-iam-policy") return true;
    if (TRACKS.has(word)) continue;
    isInSecond ||= isInGroup && SECOND_WORDS.has(word);
    if (isInSecond && VERBS.has(word)) return true;
    isInGroup ||= plain++ < MOST_PLAIN_WORDS && GROUPS.has(word);
  }
  return false;
}

/**
 * Whether a script may hold a command of interest, told by its lines before it is parsed. Never wrong the other way: of a line that
 * could be read in several ways it says yes.
 */
export function mayInvoke(text: string): boolean {
  if (mayHoldOther(text)) return true;
  for (let at = text.indexOf(PROGRAM); at >= 0; at = text.indexOf(PROGRAM, at + PROGRAM.length))
    if (mayMatter(lineBehind(text, at + PROGRAM.length))) return true;
  return false;
}

const PROGRAM = "gcloud";

/** `bq add-iam-policy-binding`, `gsutil iam ch`. */
export const mayHoldOther = (text: string): boolean => text.includes("iam") && holdsMark(text, OTHERS);

const OTHERS: readonly Mark[] = [
  ["iam-policy-binding", /\bbq\b/],
  ["gsutil", /\biam\b/],
];

/** The rest of a line, with the lines that it goes on to. */
function lineBehind(text: string, start: number): string {
  let end = text.indexOf("\n", start);
  while (end >= 0 && text[text[end - 1] === "\r" ? end - 2 : end - 1] === "\\") end = text.indexOf("\n", end + 1);
  return text.slice(start, end < 0 ? text.length : end);
}

/** A word that goes on in another line, or that a parser may see as more or fewer words than its blanks tell. */
const TORN = /\\["']|`|\$\(|<<|\{\{/;
const isTorn = (line: string): boolean =>
  TORN.test(line) || line.split('"').length % 2 === 0 || line.split("'").length % 2 === 0;

function mayMatter(line: string): boolean {
  if (isTorn(line)) return true;
  let plain = 0;
  for (const word of line.split(/\s+/)) {
    if (!isWord(word)) continue;
    if (/["'$<>(){}]/.test(word)) return true;
    if (!word.startsWith("-") && !TRACKS.has(word) && ++plain >= MOST_PLAIN_WORDS) break;
  }
  return saysSomething(line.split(/[\s;|&()<>]+/).filter(isWord));
}

const isWord = (text: string): boolean => text !== "" && text !== "\\";
