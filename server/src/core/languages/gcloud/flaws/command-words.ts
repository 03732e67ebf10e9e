import type { Flaw, Repair } from "../../../model/facts.ts";
import { gcloudCommands } from "../../../model/tables/gcloud.ts";
import { slips } from "../../../text/distance.ts";
import { rowOf, verbIndex } from "../binding.ts";
import { GLOBAL_FLAGS, MEMBER_FLAGS } from "../command-line.ts";
import type { Argument } from "../invocation.ts";
import { rangeOf } from "../shell/word.ts";
import { flawOf, type Look, put } from "./look.ts";

/** Verbs whose command is not in the table. */
export function wrongWords(look: Look): readonly Flaw[] {
  const { invocation, row } = look;
  const verb = verbIndex(invocation);
  if (row !== undefined || verb < 0 || invocation.opaque !== undefined) return [];
  const words = invocation.words.slice(0, verb + 1);
  const texts = words.map(({ text }) => text ?? "");
  if (!words.every(isPlain)) return wrongOrder(look, words, verb);
  const moved = wrongOrder(look, words, verb);
  return moved.length > 0 ? moved : unknownCommand(look, words, texts);
}

/** Written here, and not in a variable. */
const isPlain = ({ text, fragment }: Argument): boolean =>
  text !== undefined && /^[a-z0-9-]+$/.test(text) && fragment.uses === undefined && fragment.word.expansions.size === 0;

/** The name of the resource, or the verb, stands among the words of the command. */
function wrongOrder(look: Look, words: readonly Argument[], verb: number): readonly Flaw[] {
  const texts = words.map(({ text }) => text ?? "");
  const name = texts.findIndex((_, i) => i > 0 && i < verb && rowOf(texts.toSpliced(i, 1).join(" ")) !== undefined);
  if (name > 0 && look.match.positionals.length === 0) {
    const path = texts.toSpliced(name, 1).join(" ");
    return [
      orderFlaw(
        look,
        words,
        path,
        words.filter((_, i) => i !== name),
        words[name],
      ),
    ];
  }
  const next = look.invocation.words.slice(0, verb + 3);
  for (let length = verb + 1; length <= next.length; length++) {
    const taken = next.slice(0, length);
    const path = permuted(taken);
    if (path !== undefined && path !== taken.map(({ text }) => text).join(" "))
      return [orderFlaw(look, taken, path, taken, undefined)];
  }
  return [];
}

const pathsByWords = new Map<string, string>();

/** The command that has the same words in another order. */
function permuted(words: readonly Argument[]): string | undefined {
  if (!words.every(isPlain)) return undefined;
  if (pathsByWords.size === 0) {
    for (const path of Object.keys(gcloudCommands)) pathsByWords.set(path.split(" ").sort().join(" "), path);
  }
  return pathsByWords.get(
    words
      .map(({ text }) => text ?? "")
      .sort()
      .join(" "),
  );
}

function orderFlaw(
  look: Look,
  words: readonly Argument[],
  path: string,
  plain: readonly Argument[],
  name: Argument | undefined,
): Flaw {
  const at = { start: words[0]?.fragment.word.start ?? 0, end: words.at(-1)?.fragment.word.end ?? 0 };
  const written = look.reading.script.text.slice(at.start, at.end);
  const ranges = words.map(({ fragment }) => fragment.word);
  const isTight = ranges.every(
    ({ start }, i) =>
      i === 0 || /^[ \t]+$/.test(written.slice((ranges[i - 1]?.end ?? at.start) - at.start, start - at.start)),
  );
  const argument =
    name === undefined ? "" : ` ${look.reading.script.text.slice(name.fragment.word.start, name.fragment.word.end)}`;
  const repairs: readonly Repair[] =
    isTight && plain.every(isPlain)
      ? [{ title: `Write \`gcloud ${path}\``, edits: [put(look, at.start, at.end, path + argument)] }]
      : [];
  return flawOf(look, { flaw: "sh-wrong-order", at, words: { right: `gcloud ${path}` }, repairs });
}

/** Groups that people look for in places where gcloud has none. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "bigquery datasets": "bq add-iam-policy-binding",
  "bigquery tables": "bq add-iam-policy-binding",
  bigquery: "bq add-iam-policy-binding",
  "bq datasets": "bq add-iam-policy-binding",
};

/** Words near those of one command: in the plural, with a slip, or without the group around them. */
function unknownCommand(look: Look, words: readonly Argument[], texts: readonly string[]): readonly Flaw[] {
  const groups = texts.slice(0, -1);
  const at = { start: words[0]?.fragment.word.start ?? 0, end: words.at(-1)?.fragment.word.end ?? 0 };
  const other = ELSEWHERE[groups.join(" ")];
  if (other !== undefined)
    return [flawOf(look, { flaw: "sh-unknown-command", at, words: { right: other }, repairs: [] })];
  const verb = texts.at(-1) ?? "";
  const near = nearCommands(groups, verb);
  const [first, ...more] = near;
  if (first === undefined || groups.length === 0) return [];
  const range = groups.length > 0 ? rangeOf(words[0]?.fragment ?? look.invocation.gcloud) : at;
  const last = words.at(-1)?.fragment.word;
  const isTight = last !== undefined && /^[a-z0-9 -]+$/.test(look.reading.script.text.slice(range.start, last.end));
  const repairs: readonly Repair[] =
    more.length === 0 && isTight
      ? [{ title: `Write \`gcloud ${first}\``, edits: [put(look, range.start, last.end, first)] }]
      : [];
  const right = near
    .slice(0, 3)
    .map((path) => `gcloud ${path}`)
    .join("`, `");
  return [flawOf(look, { flaw: "sh-unknown-command", at, words: { right }, repairs })];
}

function nearCommands(groups: readonly string[], verb: string): readonly string[] {
  const paths = Object.keys(gcloudCommands).filter((path) => path.endsWith(` ${verb}`));
  const alike = paths.filter((path) => {
    const own = path.split(" ").slice(0, -1);
    return own.length === groups.length && own.every((word, i) => isAlike(word, groups[i] ?? ""));
  });
  if (alike.length > 0) return alike;
  return paths.filter((path) => {
    const own = path.split(" ").slice(0, -1);
    const isInside = own.length === groups.length + 1 && includesInOrder(own, groups);
    return isInside;
  });
}

const singular = (word: string): string => word.replace(/ies$/, "y").replace(/s$/, "");

const isAlike = (a: string, b: string): boolean => a === b || singular(a) === singular(b) || slips(a, b) !== undefined;

function includesInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let next = 0;
  for (const word of words) if (singular(word) === singular(wanted[next] ?? "")) next++;
  return next === wanted.length;
}

/** A release track that the command does not need; a flag of `iap` may have values that only a track takes. */
export function needlessTrack(look: Look): readonly Flaw[] {
  const { row, invocation } = look;
  const { track } = invocation;
  if (row === undefined || track?.text === undefined || !row.tracks.includes("ga")) return [];
  const released = [...Object.keys(row.flags), ...MEMBER_FLAGS, ...GLOBAL_FLAGS, "-q"];
  const needsTrack =
    invocation.flags.some(({ name }) => !released.includes(name)) || look.match.path.startsWith("iap ");
  if (needsTrack || track.fragment.uses !== undefined || invocation.opaque !== undefined) return [];
  const { start, end } = track.fragment.word;
  const blanks = /^[ \t]+/.exec(look.reading.script.text.slice(end, end + 20))?.[0].length ?? 0;
  if (track.fragment.word.expansions.size > 0 || blanks === 0) return [];
  const repairs = [{ title: `Remove \`${track.text}\``, edits: [put(look, start, end + blanks, "")] }];
  return [flawOf(look, { flaw: "sh-track", at: { start, end }, words: { track: track.text }, repairs })];
}
