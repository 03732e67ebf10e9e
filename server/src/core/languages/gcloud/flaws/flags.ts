import type { Flaw, Repair } from "../../../model/facts.ts";
import { distance } from "../../../text/distance.ts";
import { BINDING_FLAGS, GLOBAL_FLAGS, LOCATION_FLAGS, MEMBER_FLAGS } from "../command-line.ts";
import type { Flag } from "../invocation.ts";
import { lineStart } from "../render/insertion.ts";
import { flawOf, hasFlag, headOf, type Look, mayHoldMore, put } from "./look.ts";

/** A flag, or the name of a resource, without which gcloud refuses a command that changes a policy. */
export function missingFlags(look: Look): readonly Flaw[] {
  const { row, match } = look;
  if (row === undefined || mayHoldMore(look) || isCutOff(look)) return [];
  const isBinding = row.verb !== "set-iam-policy";
  const words = match.positionals.filter(({ text }) => text?.trim() !== "");
  const needed = row.positionals.filter((name) => !name.startsWith("["));
  const missing = [
    ...(isBinding && !hasFlag(look, ...MEMBER_FLAGS) && !isMeant("--member", look) ? ["--member"] : []),
    ...(isBinding && !hasFlag(look, "--role") && !isMeant("--role", look) ? ["--role"] : []),
    ...needed.slice(words.length),
  ];
  const isMention = words.length === 0 && look.invocation.flags.length === 0;
  if (missing.length === 0 || isMention) return [];
  const broken = brokenLine(look);
  const repairs = broken === undefined ? [] : [broken.repair];
  const missed = missing.map((name) => `\`${name}\``).join(" and ");
  return [
    flawOf(look, { flaw: "sh-missing-flag", at: headOf(look), words: { missed, cause: broken?.cause ?? "" }, repairs }),
  ];
}

/** Whether the command ends in the middle of a word: the brackets of another shell, as in `name@(command)`. */
const isCutOff = ({ invocation, reading }: Look): boolean => reading.script.text[invocation.command.node.end] === "(";

/** Whether a flag is there under a name that gcloud does not know. */
const isMeant = (flag: string, look: Look): boolean => unknownOf(look).some(({ meant }) => meant === flag);

interface Broken {
  readonly cause: string;
  readonly repair: Repair;
}

const FLAG_LINE = /^[ \t]*--(?:role|member|condition|region|location|project|quiet)\b/;

/** A flag at the end of a line that waits for its value, and a line of a value with flags behind it. */
const VALUELESS = /^--(?:member|role)$/;
const VALUE_LINE = /^[ \t]*["']?[A-Za-z$][^\s]*[ \t]+--/;

/** Why the command does not go on to the flags of the next line. */
function brokenLine(look: Look): Broken | undefined {
  const { node } = look.invocation.command;
  const { text } = look.reading.script;
  const last = node.suffix.filter(({ type }) => type === "Word").at(-1);
  const newline = text.indexOf("\n", node.end);
  if (last === undefined || newline < 0) return undefined;
  const blank = /^\\([ \t]+)$/.exec(text.slice(last.pos, newline).replace(/\r$/, ""));
  if (blank?.[1] !== undefined && FLAG_LINE.test(text.slice(newline + 1))) {
    const edits = [put(look, last.pos + 1, last.pos + 1 + blank[1].length, "")];
    return { cause: "blank", repair: { title: "Remove the blank behind the backslash", edits } };
  }
  const rest = text.slice(node.end, newline);
  const next = text.slice(newline + 1, newline + 4000);
  const goesOn = FLAG_LINE.test(next) || (VALUELESS.test(text.slice(last.pos, last.end)) && VALUE_LINE.test(next));
  if (/^[ \t]*\r?$/.test(rest) && goesOn) {
    const edits = [put(look, node.end, node.end, " \\")];
    return { cause: "line", repair: { title: "Let the line go on", edits } };
  }
  return brokenByComment(look, newline);
}

const COMMENTS = /^(?:[ \t]*#[^\n]*\n)+/;

/** A comment between lines that go on ends the command. */
function brokenByComment(look: Look, newline: number): Broken | undefined {
  const { node } = look.invocation.command;
  const { text } = look.reading.script;
  if (!/^[ \t]*\\\r?$/.test(text.slice(node.end, newline))) return undefined;
  const comments = COMMENTS.exec(text.slice(newline + 1, newline + 4000))?.[0];
  if (comments === undefined || !FLAG_LINE.test(text.slice(newline + 1 + comments.length))) return undefined;
  const start = lineStart(text, node.pos);
  const indent = /^[ \t]*/.exec(text.slice(start, node.pos))?.[0] ?? "";
  const moved = comments.replace(/^[ \t]*/gm, (_, at: number) => (at === comments.length ? "" : indent));
  const edits = [put(look, start, start, moved), put(look, newline + 1, newline + 1 + comments.length, "")];
  return { cause: "comment", repair: { title: "Move the comment above the command", edits } };
}

interface Unknown {
  readonly flag: Flag;
  readonly meant: string;
}

/** Flags of a command that changes a policy which are no flags of it, but near one. */
export function unknownFlags(look: Look): readonly Flaw[] {
  return unknownOf(look).map(({ flag, meant }) => {
    const { start } = flag.word.word;
    const at = { start, end: start + flag.name.length };
    const repair = { title: `Replace with ${meant}`, edits: [put(look, at.start, at.end, meant)] };
    return flawOf(look, { flaw: "sh-unknown-flag", at, words: { flag: flag.name, meant }, repairs: [repair] });
  });
}

/** Slips of the finger that a flag may hold. */
const MOST_SLIPS = 2;

function unknownOf({ row, invocation, reading }: Look): readonly Unknown[] {
  if (row === undefined) return [];
  const own = [...Object.keys(row.flags), ...Object.values(row.extraFlags ?? {}).flat()];
  const flags = [...new Set([...own, ...(row.verb === "set-iam-policy" ? [] : MEMBER_FLAGS)])];
  const known = [...flags, ...BINDING_FLAGS, ...GLOBAL_FLAGS, ...LOCATION_FLAGS];
  return invocation.flags.flatMap((flag) => {
    const { name, word } = flag;
    const isWritten = reading.script.text.startsWith(name, word.word.start);
    if (!name.startsWith("--") || !isWritten || known.some((one) => one.startsWith(name))) return [];
    const most = name.length < 8 ? 1 : MOST_SLIPS;
    const [first, second] = flags
      .map((one) => ({ meant: one, slips: distance(name, one, most) }))
      .sort((a, b) => a.slips - b.slips);
    const isNear = first !== undefined && first.slips <= most && first.slips !== second?.slips;
    return isNear ? [{ flag, meant: first.meant }] : [];
  });
}
