import type { Flaw, Repair } from "../../../model/facts.ts";
import type { Stretch } from "../../../model/placeholders.ts";
import type { GcloudCommand } from "../../../model/tables/gcloud.ts";
import { flagOf, type Invocation, type Match } from "../invocation.ts";
import type { Reading } from "../shell/rounds.ts";
import { statementOf } from "../statement.ts";
import type { Setting } from "./setting.ts";

/** A command line under examination. */
export interface Look {
  readonly invocation: Invocation;
  readonly match: Match;
  /** The command of the table, where it is one that changes a policy. */
  readonly row: GcloudCommand | undefined;
  readonly reading: Reading;
  readonly setting: Setting;
}

type Found = Pick<Flaw, "flaw" | "words"> & { readonly at: Stretch; readonly repairs?: readonly Repair[] };

/** A flaw of the command line. */
export function flawOf({ invocation, match, reading }: Look, { flaw, at, words, repairs = [] }: Found): Flaw {
  const statement = statementOf(invocation, match, reading);
  const span = { uri: reading.uri, start: at.start, end: at.end };
  return { kind: "flaw", ...statement, flaw, at: span, words: { command: statement.source, ...words }, repairs };
}

export const headOf = ({ invocation: { gcloud }, match: { end } }: Look): Stretch => ({
  start: gcloud.word.start,
  end: Math.max(end, gcloud.word.end),
});

export const hasFlag = ({ invocation }: Look, ...names: readonly string[]): boolean =>
  flagOf(invocation, names) !== undefined;

/** A text in a place, as a repair's edit. */
export const put = ({ reading }: Look, start: number, end: number, text: string): Repair["edits"][number] => ({
  span: { uri: reading.uri, start, end },
  text,
});

/** Whether other words of the command may hold flags that are not seen: `$ARGS`, `"$@"`, the dots of documentation. */
export function mayHoldMore({ invocation, match, row }: Look): boolean {
  if (invocation.opaque !== undefined) return true;
  const { positionals } = match;
  const unknown = positionals.filter(({ text, fragment }) => {
    const isQuoted = [...fragment.word.expansions.values()].every(({ quoted }) => quoted);
    return text === undefined && !isQuoted;
  });
  const isNotation = positionals.some(({ text }) => text !== undefined && /\.{3}|…|^[[(|]|[\])|]$|^\\$/.test(text));
  if (isNotation) return true;
  const most = row?.positionals.length ?? 1;
  return unknown.length > 0 && (positionals.length > most || invocation.flags.length === 0);
}

/**
 * A further flag at the end of the command, on a line of its own where the last word is. In a document of which the script is only
 * a part, and within quotes, behind the last word.
 */
export function appended(look: Look, flag: string): Repair["edits"] {
  const { script } = look.reading;
  const { node } = look.invocation.command;
  const words = node.suffix.filter(({ type }) => type === "Word");
  const last = words.at(-1) ?? node.name;
  const before = words.at(-2) ?? node.name;
  if (last === undefined || before === undefined) return [];
  const gap = script.text.slice(before.end, last.pos);
  const isContinued = /^[ \t]*\\\r?\n[ \t]*$/.test(gap);
  return [put(look, last.end, last.end, (isContinued ? gap : " ") + flag)];
}
