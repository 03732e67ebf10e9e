import { type CommandNode, type ParsedScript, parseRegion, type Statement } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import { structure } from "./structure.ts";

/** Statements of a stretch of text; those from `until` on are not to be trusted. */
export interface Tree {
  readonly statements: readonly Statement[];
  readonly until: number;
}

/** A longer text is read line by line: it is no script that a person wrote, and a tree of it would fill the memory. */
const LONGEST_SCRIPT = 1_000_000;
const LONGEST_LINE = 65_536;
/** Each restart parses the rest again. */
const MOST_RESTARTS = 12;
/** The parser looks for the end of each here-document on its own. */
const MOST_HEREDOCS_A_LINE = 64;

/**
 * Parses a stretch of a masked script. What stands before an unclosed quote or bracket is kept; reading goes on in the line behind
 * the broken one. Never throws; the work is bounded by a constant times the length.
 */
export function parseTolerant(text: string, { start, end }: Stretch): readonly Tree[] {
  if (end - start > LONGEST_SCRIPT || hasCrowdedLine(text.slice(start, end))) return parseLines(text, start, end);
  const trees: Tree[] = [];
  let at = start;
  for (let restarts = 0; restarts < MOST_RESTARTS; restarts++) {
    const script = tryParse(text, at, end);
    if (script === undefined) break;
    const broken = brokenAt(script, text);
    if (broken === undefined) return [...trees, { statements: script.commands, until: end }];
    const next = logicalLineEnd(text, broken, end);
    const line = tryParse(text, broken, withoutLineEnd(text, next));
    trees.push({ statements: script.commands, until: broken });
    if (line !== undefined) trees.push({ statements: line.commands, until: next });
    at = next;
    if (at >= end) return trees;
  }
  return [...trees, ...parseLines(text, at, end)];
}

/** The parser recurses on some nonsense until the stack ends. */
function tryParse(text: string, start: number, end: number): ParsedScript | undefined {
  try {
    return parseRegion(text, start, end);
  } catch {
    return undefined;
  }
}

/** Start of the statement that an unclosed quote or bracket has torn open; `undefined` when there is none. */
function brokenAt(script: ParsedScript, text: string): number | undefined {
  const open = script.errors?.find(({ message }) => message.startsWith("unterminated"))?.pos;
  let broken: number | undefined;
  let swallowing: number | undefined;
  const suspects = script.commands.filter(
    ({ pos, end }) => open !== undefined || NEXT_COMMAND.test(text.slice(pos, end)),
  );
  structure(suspects, (node, statement) => {
    if (open !== undefined && statement.pos <= open) broken = Math.max(broken ?? 0, statement.pos);
    if (swallowing === undefined && swallowsCommand(node)) swallowing = statement.pos;
  });
  if (swallowing !== undefined) return Math.min(swallowing, broken ?? swallowing);
  return open === undefined ? stoppedAt(script, text) : (broken ?? open);
}

/** Where the parser met a token that cannot stand there and stopped, with more commands of gcloud behind. */
function stoppedAt({ errors = [], commands, end }: ParsedScript, text: string): number | undefined {
  const at = errors[0]?.pos;
  const last = commands.at(-1)?.end ?? 0;
  if (at === undefined || at < last) return undefined;
  const next = text.indexOf("gcloud", at);
  return next < 0 || next >= end ? undefined : at;
}

/** Two unclosed quotes close each other: then a word of one command holds the next command. */
const NEXT_COMMAND = /\n[ \t]*(?:\$ )?gcloud[ \t]/;

function swallowsCommand(node: CommandNode): boolean {
  if (node.type !== "Command" || node.name?.text !== "gcloud") return false;
  return node.suffix.some((word) => word.type === "Word" && swallows(word.text));
}

const swallows = (word: string): boolean =>
  word.includes("\n") && NEXT_COMMAND.test(word) && !word.includes("$(") && !word.includes("`");

/** Only the lines with gcloud, each on its own. */
function parseLines(text: string, start: number, end: number): readonly Tree[] {
  const trees: Tree[] = [];
  const searched = text.slice(0, end);
  let least = start;
  for (let hit = searched.indexOf("gcloud", start); hit >= 0; hit = searched.indexOf("gcloud", least)) {
    const first = logicalLineStart(text, hit, least);
    least = logicalLineEnd(text, hit, end);
    const line = least - first > LONGEST_LINE ? undefined : tryParse(text, first, least);
    if (line !== undefined) trees.push({ statements: line.commands, until: least });
  }
  return trees;
}

/** Start of the line with that offset, or of the first line that goes on into it; not before `least`. */
function logicalLineStart(text: string, offset: number, least: number): number {
  let start = lineStart(text, offset, least);
  while (start > least && text.charCodeAt(start - 2) === 92) start = lineStart(text, start - 1, least);
  return start;
}

const lineStart = (text: string, offset: number, least: number): number =>
  offset <= least ? least : Math.max(least, text.lastIndexOf("\n", offset - 1) + 1);

/** Offset behind the line end of the line with that offset, or of the last line that it goes on into. */
export function logicalLineEnd(text: string, offset: number, end: number): number {
  let newline = text.indexOf("\n", offset);
  while (newline >= 0 && newline < end && text.charCodeAt(newline - 1) === 92)
    newline = text.indexOf("\n", newline + 1);
  return newline < 0 || newline >= end ? end : newline + 1;
}

/** An unclosed quote would hold the line end. */
function withoutLineEnd(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at - 1) === 10) at--;
  return at;
}

/** @param text the stretch alone, so that no search leaves it. */
function hasCrowdedLine(text: string): boolean {
  let line = -1;
  let count = 0;
  for (let at = text.indexOf("<<"); at >= 0; at = text.indexOf("<<", at + 2)) {
    if (at > line) {
      line = logicalLineEnd(text, at, text.length);
      count = 0;
    }
    if (++count > MOST_HEREDOCS_A_LINE) return true;
  }
  return false;
}
