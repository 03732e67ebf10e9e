import type { Word as SyntaxWord } from "unbash";
import type { Stretch } from "../../model/placeholders.ts";
import { isSwitch, RUNNERS, SHOWS, TRACKS, unabbreviated } from "./command-line.ts";
import { GROUPS, SECOND_WORDS, VERBS } from "./commands.ts";
import { decoded } from "./shell/decoded.ts";
import { knownText } from "./shell/fold.ts";
import { spread } from "./shell/lists.ts";
import type { Reading } from "./shell/rounds.ts";
import type { Command } from "./shell/script.ts";
import { cut, type Fragment, rangeOf, soleExpansion, textOf, whole } from "./shell/word.ts";
import { APPENDED, appended, marked } from "./shell/xargs.ts";

/** A flag as it is given; the value is absent for a switch and where nothing follows. */
export interface Flag {
  readonly name: string;
  readonly value: Fragment | undefined;
  /** The word that holds the name. */
  readonly word: Fragment;
}

/** A word that is no flag; its text where that is known. */
export interface Argument {
  readonly text: string | undefined;
  readonly fragment: Fragment;
}

/** A command line of gcloud. */
export interface Invocation {
  readonly command: Command;
  /** The word `gcloud`, or the name of another program. */
  readonly gcloud: Fragment;
  /** The release track, where one is given. */
  readonly track: Argument | undefined;
  /** In order, without the release track. */
  readonly words: readonly Argument[];
  readonly flags: readonly Flag[];
  /** A word that may stand for any number of flags and arguments: `"$@"`, a file of flags, a runner that adds arguments. */
  readonly opaque: Fragment | undefined;
}

const FLAG = /^--[a-z][a-z0-9_-]*(?==|$)/;
/** A runner's own options and values stand before the command that it runs. */
const MOST_RUNNER_WORDS = 8;

/** The words of a command that runs a program, from the program's name on; `undefined` when it runs something else. */
export function wordsFrom(
  program: string,
  { node: { name, suffix } }: Command,
  { script }: Reading,
): readonly SyntaxWord[] | undefined {
  const nodes = [...(name === undefined ? [] : [name]), ...suffix].filter((part) => part.type === "Word");
  const is = ({ text }: SyntaxWord): boolean => text === program || text.endsWith(`/${program}`);
  const [first] = nodes;
  if (first === undefined) return undefined;
  if (is(first)) return nodes;
  if (!RUNNERS.has(first.text) && !script.wrappers.has(first.text) && SHOWS.test(first.text)) return undefined;
  const at = nodes.slice(0, MOST_RUNNER_WORDS).findIndex(is);
  return at < 0 ? undefined : nodes.slice(at);
}

/** Reads a command as one of gcloud; `undefined` when it runs something else. */
export function invocationOf(command: Command, reading: Reading): Invocation | undefined {
  const [node, ...rest] = wordsFrom("gcloud", command, reading) ?? [];
  if (node === undefined || !isOfInterest(rest)) return undefined;
  return readArguments(command, node, rest, reading, isSwitch);
}

/** Reads the words behind a program's name as flags and other arguments. */
export function readArguments(
  command: Command,
  program: SyntaxWord,
  words: readonly SyntaxWord[],
  reading: Reading,
  isSwitchHere: (flag: string) => boolean,
): Invocation {
  const { mark } = command;
  const written = words.map((word) => whole(decoded(word, reading.script, command.block)));
  const args = mark === undefined ? written : withMark(written, mark, command);
  const name = whole(decoded(program, reading.script, command.block));
  const read = new ArgumentReader(reading, isSwitchHere).invocation(command, name, args);
  return addsArguments(command) ? { ...read, opaque: read.opaque ?? name } : read;
}

const withMark = (words: readonly Fragment[], mark: string, { node, block }: Command): readonly Fragment[] =>
  mark === APPENDED ? [...words, appended(node, block)] : words.map((word) => marked(word, mark));

/** `xargs gcloud …` without a mark for where the arguments go. */
const addsArguments = ({ node: { name, suffix }, mark }: Command): boolean =>
  mark === undefined &&
  /^(?:xargs|parallel)$/.test(name?.text ?? "") &&
  !suffix.some((part) => part.type === "Word" && /^(?:-I|-i|--replace|\{\}$)/.test(part.text));

/** Words of a command's path that may come from variables. */
const MOST_PLAIN_WORDS = 3;

/** Most commands of a script are of no interest; that shows before their words are decoded. */
function isOfInterest(nodes: readonly SyntaxWord[]): boolean {
  let plain = 0;
  let isInGroup = false;
  let isInSecond = false;
  for (const { text } of nodes) {
    if (text.startsWith("-")) {
      if (TELLING_FLAG.test(text)) return true;
      continue;
    }
    if (text.endsWith("-policy-binding") || text === "set-iam-policy") return true;
    if (TRACKS.has(text)) continue;
    isInSecond ||= isInGroup && SECOND_WORDS.has(text);
    if (isInSecond && VERBS.has(text)) return true;
    isInGroup ||= plain < MOST_PLAIN_WORDS && GROUPS.has(text);
    if (plain++ < MOST_PLAIN_WORDS && /^["'$]/.test(text)) return true;
  }
  return false;
}

/** Flags with an account, a role, a principal or permissions, of whatever command. */
const TELLING_FLAG = /^--(?:[a-z-]*service-account|iam-account|role|member|principal|(?:[a-z]+-)?permissions)/;

class ArgumentReader {
  readonly #reading: Reading;
  readonly #isSwitch: (flag: string) => boolean;
  readonly #words: Argument[] = [];
  readonly #flags: Flag[] = [];
  #opaque: Fragment | undefined;

  constructor(reading: Reading, isSwitchHere: (flag: string) => boolean) {
    this.#reading = reading;
    this.#isSwitch = isSwitchHere;
  }

  invocation(command: Command, gcloud: Fragment, given: readonly Fragment[]): Invocation {
    const args = given.flatMap((arg) => this.#spread(arg));
    for (let i = 0; i < args.length; i++) {
      const arg = args[i];
      if (arg !== undefined && this.#read(arg, args[i + 1])) i++;
    }
    const [first] = this.#words;
    const isTrack = first !== undefined && (first.text === undefined || TRACKS.has(first.text));
    const words = isTrack ? this.#words.slice(1) : this.#words;
    const isBinding = words.some(({ text }) => text?.endsWith("-policy-binding"));
    const flags = isBinding ? this.#flags.map((flag) => ({ ...flag, name: unabbreviated(flag.name) })) : this.#flags;
    return { command, gcloud, track: isTrack ? first : undefined, words, flags, opaque: this.#opaque };
  }

  #spread(arg: Fragment): readonly Fragment[] {
    const expansion = soleExpansion(arg);
    if (expansion?.form !== "list" && expansion?.form !== "variable") return [arg];
    const given = spread(arg, this.#reading, 0, true);
    if (given === undefined && expansion.form === "list") {
      this.#opaque ??= arg;
      return [];
    }
    return given === undefined || given.length < 2 ? [arg] : given;
  }

  /** Whether the next argument was read with this one. */
  #read(arg: Fragment, next: Fragment | undefined): boolean {
    const text = textOf(arg);
    if (/^`\s*#/.test(this.#written(arg))) return false;
    if (text === "-q") this.#flags.push({ name: text, value: undefined, word: arg });
    if (/^(?:-[qh]|--)$|^\[-/.test(text)) return false;
    const name = FLAG.exec(text)?.[0];
    if (name === undefined) {
      this.#words.push({ text: knownText(arg, this.#reading), fragment: arg });
      return false;
    }
    const inline = text.length > name.length ? cut(arg, arg.from + name.length + 1) : undefined;
    const takes = inline === undefined && !this.#isSwitch(name) && next !== undefined && !FLAG.test(textOf(next));
    if (name === "--flags-file") this.#opaque ??= (takes ? next : inline) ?? arg;
    this.#flags.push({ name, value: takes ? next : inline, word: arg });
    return takes;
  }

  /** A comment in backticks, between lines that go on, gives no word. */
  #written({ word: { start, end } }: Fragment): string {
    return this.#reading.script.text.slice(start, Math.min(end, start + 8));
  }
}

export const flagOf = ({ flags }: Invocation, names: readonly string[]): Flag | undefined =>
  flags.findLast(({ name }) => names.includes(name));

/** A command of gcloud by its words, and the arguments that stand behind them. */
export interface Match {
  readonly path: string;
  /** End of the last word of the path, where it is written in the command itself. */
  readonly end: number;
  readonly positionals: readonly Argument[];
}

/** The command line as a command of so many words. */
export function matchOf({ words, gcloud }: Invocation, count: number, { script }: Reading): Match {
  const written = ({ start, end }: Stretch) => script.text.slice(start, end);
  const path = words.slice(0, count).map(({ text, fragment }) => text ?? written(rangeOf(fragment)));
  const last = words[count - 1]?.fragment;
  const end = last === undefined || last.uses !== undefined ? rangeOf(gcloud).end : last.word.end;
  return { path: path.join(" "), end, positionals: words.slice(count) };
}
