import type { Block } from "./block.ts";
import type { Read } from "./fields.ts";
import type { Definition, Script } from "./script.ts";
import type { Fragment } from "./word.ts";

const MOST_LOOKUPS = 2000;

/**
 * What gives the words of a round: a loop, by its variable's definition, or by its block where it takes the arguments of a function one
 * by one, a function, by its body, or lines that are read.
 */
export type Giver = Definition | Block | Read;

/** The word that a loop's variable stands for, the arguments of one call of a function, or the fields of a line; none where not known. */
export type Rounds = ReadonlyMap<Giver, readonly Fragment[] | undefined>;

/** How words are read at the moment: in which script, in which round of which loop and which call of which function. */
export interface Reading {
  readonly uri: string;
  readonly script: Script;
  readonly rounds: Rounds;
  /** Loops whose variable was met, and functions of which an argument was. */
  readonly met: Set<Giver>;
  /** How many words were taken from a round. */
  taken: number;
  /** Set when something unknown was met that differs from round to round of a loop. */
  varying: boolean;
  /** How many more variables may be looked up: variables made of variables can multiply. */
  budget: number;
}

const NO_ROUNDS: Rounds = new Map();

/** A reading in one round; without any, the variables of loops and the arguments of functions are not known. */
export const newReading = (script: Script, uri: string, rounds: Rounds = NO_ROUNDS): Reading => ({
  uri,
  script,
  rounds,
  met: new Set(),
  taken: 0,
  varying: false,
  budget: MOST_LOOKUPS,
});

/** The word that something gives in the round that is looked at. */
export function inRound(giver: Giver, index: number, reading: Reading): Fragment | undefined {
  reading.met.add(giver);
  const given = reading.rounds.get(giver)?.[index];
  if (given !== undefined) reading.taken++;
  return given;
}
