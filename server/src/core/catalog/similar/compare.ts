import { slips } from "../../text/distance.ts";
import { isFiller, nearness, type Word } from "./words.ts";

/** Costs of differences; a score is 1 without them. */
const SAME_FAMILY = 0.05;
const SLIP = 0.08;
const LOST_IMPLIED = 0.05;
const LOST_FILLER = 0.14;
const LOST_LEVEL = 0.36;
const LOST = 0.24;
const DOUBLED = 0.1;
const EXTRA_IMPLIED = 0.2;
const EXTRA_FILLER = 0.16;
const EXTRA_LEVEL = 0.36;
const EXTRA = 0.42;
/** Ids of more words than this can bear more differences. */
const USUAL_LENGTH = 2.5;

/** Whether the service says a word already: in its `name`, or because it is what the service is `about`. */
export type Implied = (stem: string) => "name" | "about" | undefined;

/**
 * From 0 to 1: how well what was written agrees with the words of a role's id, in any order. Words that the service implies
 * (`secret` for Secret Manager) may be missing or doubled at little cost.
 */
export function agreement(written: readonly Word[], role: readonly Word[], implied: Implied): number {
  if (written.length === 0 || role.length === 0) return 0;
  const left = [...written];
  const open = [...role];
  let cost = 0;
  for (const price of PRICES) cost += pairUp(left, open, price);
  for (const word of left) cost += priceOfExtra(word, implied(word.stem));
  for (const word of open) cost += priceOfLost(word, implied(word.stem));
  const longest = Math.max(written.length, role.length);
  return Math.max(0, 1 - cost * Math.min(1, USUAL_LENGTH / longest));
}

function priceOfExtra(word: Word, implied: ReturnType<Implied>): number {
  if (implied !== undefined) return implied === "name" ? DOUBLED : EXTRA_IMPLIED;
  if (word.level !== undefined) return EXTRA_LEVEL;
  return isFiller(word) ? EXTRA_FILLER : EXTRA;
}

function priceOfLost(word: Word, implied: ReturnType<Implied>): number {
  if (implied !== undefined) return LOST_IMPLIED;
  if (word.level !== undefined) return LOST_LEVEL;
  return isFiller(word) ? LOST_FILLER : LOST;
}

/** What it costs to take one word for another, `undefined` when they are different words; cheapest kinds first. */
type Price = (a: Word, b: Word) => number | undefined;

const PRICES: readonly Price[] = [
  (a, b) => (a.stem === b.stem ? 0 : undefined),
  (a, b) => (a.level !== undefined && a.level === b.level ? SAME_FAMILY : undefined),
  (a, b) => {
    const found = a.level === undefined ? slips(a.stem, b.stem) : undefined;
    return found === undefined ? undefined : found * SLIP;
  },
  nearness,
];

/** Takes pairs out of both lists and tells their cost. */
function pairUp(left: Word[], open: Word[], price: Price): number {
  let cost = 0;
  for (let i = left.length - 1; i >= 0; i--) {
    const word = left[i];
    if (word === undefined) continue;
    const place = open.findIndex((other) => price(word, other) !== undefined);
    const other = open[place];
    if (other === undefined) continue;
    cost += price(word, other) ?? 0;
    left.splice(i, 1);
    open.splice(place, 1);
  }
  return cost;
}
