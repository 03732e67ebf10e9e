import { distance } from "./distance.ts";

/** The word with the fewest slips of the pen from `word`; `undefined` when all are too far away to be meant. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  let best: string | undefined;
  for (const candidate of words) {
    const slips = distance(wanted, candidate.toLowerCase(), least - 1);
    if (slips >= least) continue;
    least = slips;
    best = candidate;
    if (slips === 0) break;
  }
  return best;
}
