import { Misuse, orNearest } from "./misuse.ts";

/** One flag of a command: what parses it and what its help says. */
export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string;
  /** The values that it takes, where they are few. */
  readonly choices?: readonly string[];
  readonly fallback?: string;
  readonly about: string;
}

/** What was given to a command. */
export interface Arguments {
  readonly operands: readonly string[];
  has(flag: string): boolean;
  /** All values of the flag, in order. */
  all(flag: string): readonly string[];
  /** The last value of the flag, or its fallback. */
  value(flag: string): string | undefined;
}

export interface Shape {
  readonly flags: readonly Flag[];
  /** The fewest and the most operands. */
  readonly operandCount: readonly [number, number];
  readonly usage: string;
}

/**
 * Reads what stands behind a command's name: `--flag value`, `--flag=value`, switches and operands in any order; `--` ends the
 * flags.
 * @throws Misuse
 */
export function parseArguments(argv: readonly string[], shape: Shape): Arguments {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (word === "--") {
      operands.push(...argv.slice(i + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      operands.push(word);
      continue;
    }
    const [name, attached] = split(word);
    const flag = flagOf(name, shape.flags);
    const value = flag.value === undefined ? noValue(flag, attached) : (attached ?? argv[++i]);
    given.set(flag.name, [...(given.get(flag.name) ?? []), checked(flag, value)]);
  }
  checkCount(operands, shape);
  return read(operands, given, shape.flags);
}

function read(
  operands: readonly string[],
  given: ReadonlyMap<string, readonly string[]>,
  flags: readonly Flag[],
): Arguments {
  return {
    operands,
    has: (flag) => given.has(flag),
    all: (flag) => given.get(flag) ?? [],
    value: (flag) => given.get(flag)?.at(-1) ?? flags.find(({ name }) => name === flag)?.fallback,
  };
}

function split(word: string): readonly [string, string | undefined] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function flagOf(word: string, flags: readonly Flag[]): Flag {
  const flag = flags.find(({ name }) => `--${name}` === word);
  if (flag !== undefined) return flag;
  const words = flags.map(({ name }) => `--${name}`);
  throw new Misuse(`unknown flag ${word}${orNearest(word, [...words, "--help"])}`);
}

function noValue({ name }: Flag, attached: string | undefined): string {
  if (attached !== undefined) throw new Misuse(`--${name} takes no value`);
  return "";
}

function checked({ name, value: placeholder, choices }: Flag, value: string | undefined): string {
  if (value === undefined) throw new Misuse(`--${name} needs a value: ${choices?.join(", ") ?? placeholder}`);
  if (choices !== undefined && !choices.includes(value)) {
    throw new Misuse(`--${name} is one of ${choices.join(", ")}, not "${value}"`);
  }
  return value;
}

function checkCount({ length }: readonly string[], { operandCount: [least, most], usage }: Shape): void {
  if (length < least) throw new Misuse(`something is missing: ${usage}`);
  if (length > most) throw new Misuse(`too much is given: ${usage}`);
}
