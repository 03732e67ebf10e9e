import { nearest } from "../core/text/nearest.ts";

/** The command line or a configuration file is wrong: its message is shown on one line, and the exit status is 2. */
export class Misuse extends Error {}

/** `; did you mean "x"?`, or nothing when no word is near. */
export function orNearest(word: string, words: readonly string[]): string {
  const near = nearest(word, words);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
