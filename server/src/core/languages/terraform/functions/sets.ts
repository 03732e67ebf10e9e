import { doubtful } from "../either.ts";
import { type Folded, isBounded, knownText, type Sequence } from "../folded.ts";

/** Whether an item stands in a list; `undefined` when that is not known. */
export function isIn(item: Folded, list: Folded): boolean | undefined {
  const text = knownText(item);
  if (list.kind !== "sequence") return undefined;
  const texts = list.items.map(knownText);
  const isThere = list.items.some((one, i) => texts[i] === text && !(one.kind === "text" && one.maybe === true));
  if (text === undefined) return undefined;
  if (isThere) return true;
  return list.complete && !texts.includes(undefined) && !texts.includes(text) ? false : undefined;
}

export const contains = ([list, wanted]: readonly Folded[]): boolean | undefined =>
  list === undefined || wanted === undefined ? undefined : isIn(wanted, list);

/** Items that stand in all lists. Of lists that are not known the others tell what it may be. */
export function intersection(lists: readonly Folded[]): Sequence | undefined {
  const known = lists.filter((list) => list.kind === "sequence");
  const from = known.find(({ complete }) => complete) ?? known.find(isBounded) ?? known[0];
  if (from === undefined) return undefined;
  const others = lists.filter((list) => list !== from);
  return sifted(from, (item) => every(others.map((list) => isIn(item, list))));
}

/** Items of the first list that stand in none of the others. */
export function difference([first, ...others]: readonly Folded[]): Sequence | undefined {
  if (first?.kind !== "sequence") return undefined;
  return sifted(first, (item) => every(others.map((list) => not(isIn(item, list)))));
}

/** The items that pass, and those that may. */
function sifted(from: Sequence, passes: (item: Folded) => boolean | undefined): Sequence {
  const verdicts = from.items.map(passes);
  const items = from.items.flatMap((item, i) => (verdicts[i] === false ? [] : [verdicts[i] ? item : doubtful(item)]));
  const complete = from.complete && !verdicts.includes(undefined);
  return { kind: "sequence", items, complete, ...(isBounded(from) ? { bounded: true } : {}), isSet: true };
}

const not = (verdict: boolean | undefined): boolean | undefined => (verdict === undefined ? undefined : !verdict);

const every = (verdicts: readonly (boolean | undefined)[]): boolean | undefined =>
  verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
