import type { Command as SyntaxCommand, Word as SyntaxWord } from "unbash";
import type { Stretch } from "../../model/placeholders.ts";
import { isSwitch, RUNNERS, SHOWS, TRACKS, unabbreviated } from "./command-line.ts";
import { isOfInterest } from "./interest.ts";
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

const BACKTICK = 96;
const FLAG = /^--[a-z][a-z0-9_-]*(?==|$)/;
/** A runner's own options and values stand before the command that it runs. */
const MOST_RUNNER_WORDS = 8;

/** The words of a command that runs a program, from the program's name on; `undefined` when it runs something else. */
export function wordsFrom(
  program: string,
  { node: { name, suffix } }: Command,
  { script }: Reading,
): readonly SyntaxWord[] | undefined {
  if (name === undefined) return undefined;
  if (names(program, name)) return [name, ...suffix.filter(isWord)];
  if (!RUNNERS.has(name.text) && !script.wrappers.has(name.text) && SHOWS.test(name.text)) return undefined;
  let count = 1;
  for (const [i, part] of suffix.entries()) {
    if (!isWord(part)) continue;
    if (count++ >= MOST_RUNNER_WORDS) return undefined;
    if (names(program, part)) return suffix.slice(i).filter(isWord);
  }
  return undefined;
}

const isWord = (part: SyntaxCommand["suffix"][number]): part is SyntaxWord => part.type === "Word";

/** Whether a word names a program, also by its path. */
const names = (program: string, { text }: SyntaxWord): boolean =>
  text.endsWith(program) && (text.length === program.length || text.at(-program.length - 1) === "/");

/** Reads a command as one of gcloud; `undefined` when it runs something else. */
export function invocationOf(command: Command, reading: Reading): Invocation | undefined {
  const [node, ...rest] = wordsFrom("gcloud", command, reading) ?? [];
  if (node === undefined || !isOfInterest(rest.map(({ text }) => text))) return undefined;
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
    const args: Fragment[] = [];
    for (const arg of given) this.#spread(arg, args);
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

  #spread(arg: Fragment, args: Fragment[]): void {
    const expansion = soleExpansion(arg);
    const isList = expansion?.form === "list";
    const given = isList || expansion?.form === "variable" ? spread(arg, this.#reading, 0, true) : undefined;
    if (given === undefined && isList) this.#opaque ??= arg;
    else if (given === undefined || given.length < 2) args.push(arg);
    else args.push(...given);
  }

  /** Whether the next argument was read with this one. */
  #read(arg: Fragment, next: Fragment | undefined): boolean {
    const text = textOf(arg);
    if (this.#isComment(arg)) return false;
    if (text === "-q") this.#flags.push({ name: text, value: undefined, word: arg });
    if (/^(?:-[qh]|--)$|^\[-/.test(text)) return false;
    const name = text.startsWith("--") ? FLAG.exec(text)?.[0] : undefined;
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
  #isComment({ word: { start, end } }: Fragment): boolean {
    const { text } = this.#reading.script;
    return text.charCodeAt(start) === BACKTICK && /^`\s*#/.test(text.slice(start, Math.min(end, start + 8)));
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

/** So many words of the command line; those that are not known as they are written. */
export function pathOf({ words }: Invocation, count: number, { script }: Reading): string {
  const written = ({ start, end }: Stretch) => script.text.slice(start, end);
  let path = "";
  for (let i = 0; i < count; i++) {
    const word = words[i];
    if (word === undefined) break;
    const text = word.text ?? written(rangeOf(word.fragment));
    path = i === 0 ? text : `${path} ${text}`;
  }
  return path;
}

/** The command line as a command of so many words. */
export function matchOf(invocation: Invocation, count: number, reading: Reading): Match {
  const { words, gcloud } = invocation;
  const path = pathOf(invocation, count, reading);
  const last = words[count - 1]?.fragment;
  const end = last === undefined || last.uses !== undefined ? rangeOf(gcloud).end : last.word.end;
  return { path, end, positionals: words.slice(count) };
}
