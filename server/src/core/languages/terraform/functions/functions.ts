import type { Span } from "../../../text/span.ts";
import { eitherOf } from "../either.ts";
import { type Folded, isBounded, knownText } from "../folded.ts";
import * as of from "./collections.ts";
import { allMatches, firstMatch } from "./matches.ts";
import { ofNumbers, range } from "./numbers.ts";
import { contains, difference, intersection } from "./sets.ts";
import { changed, formatted, formattedList, joined, split, textOf, urlEncoded } from "./texts.ts";

type Function = (args: readonly Folded[], span: Span) => Folded | undefined;

/** Functions that can be followed; the rest is unknown. A list that is not known leaves the result incomplete. */
const FUNCTIONS: Readonly<Record<string, Function>> = {
  toset: ([list]) => of.setOf(list),
  distinct: ([list]) => of.distinct(list),
  tolist: ([list]) => of.listOf(list),
  sort: ([list]) => of.sorted(list),
  reverse: ([list]) => of.reversed(list),
  compact: ([list]) => of.compact(list),
  list: (items) => ({ kind: "sequence", items, complete: true }),
  map: (pairs) => of.paired(pairs),
  concat: (lists) => of.concatenated(lists),
  setunion: (lists) => of.setOf(of.concatenated(lists)),
  setintersection: (lists) => intersection(lists),
  setsubtract: (lists) => difference(lists),
  setproduct: (lists) => of.product(lists),
  flatten: ([list]) => of.flat(list),
  chunklist: (args) => of.chunks(args),
  matchkeys: (args) => of.matching(args),
  transpose: ([map]) => of.transposed(map),
  index: (args, span) => numbered(of.indexIn(args), span),
  range: (args, span) => range(args, span),
  alltrue: ([list], span) => truth(allAre("true", list), span),
  anytrue: ([list], span) => truth(negated(allAre("false", list)), span),
  regex: (args, span) => firstMatch(args, span),
  regexall: (args, span) => allMatches(args, span),
  tomap: ([map]) => of.mappingOf(map),
  merge: (maps) => of.merged(maps),
  zipmap: (args) => of.zipped(args),
  keys: ([map]) => of.keys(map),
  values: ([map]) => of.values(map),
  lookup: (args, span) => lookedUp(args, span),
  element: (args) => of.element(args),
  slice: (args, span) => of.slice(args, span),
  one: ([list]) => of.only(list),
  length: ([list], span) => length(list, span),
  contains: (args, span) => truth(contains(args), span),
  format: (args, span) => formatted(args, span),
  formatlist: (args, span) => formattedList(args, span),
  join: (args, span) => joined(args, span),
  urlencode: (args, span) => urlEncoded(args, span),
  split: (args, span) => split(args, span),
  tostring: ([value]) => single(value),
  tonumber: ([value]) => single(value),
  tobool: ([value]) => single(value),
  nonsensitive: ([value]) => value,
  sensitive: ([value]) => value,
};

/** What a call gives; `undefined` when that is not known. */
export const callFunction = (name: string, args: readonly Folded[], span: Span): Folded | undefined =>
  Object.hasOwn(FUNCTIONS, name)
    ? FUNCTIONS[name]?.(args, span)
    : (ofNumbers(name, args, span) ?? changed(name, args, span));

const single = (value: Folded | undefined): Folded | undefined =>
  value?.kind === "text" || value?.kind === "null" ? value : undefined;

const truth = (value: boolean | undefined, span: Span): Folded | undefined =>
  value === undefined ? undefined : textOf(String(value), span);

const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** Whether all of a list is one truth: surely not when an item is the other one. */
function allAre(wanted: string, folded: Folded | undefined): boolean | undefined {
  if (folded?.kind !== "sequence") return undefined;
  const texts = folded.items.map((item) => (item.kind === "text" && item.maybe === true ? undefined : knownText(item)));
  if (texts.some((text) => text !== undefined && text !== wanted)) return false;
  return folded.complete && !texts.includes(undefined) ? true : undefined;
}

const numbered = (number: number | undefined, span: Span): Folded | undefined =>
  number === undefined ? undefined : textOf(String(number), span);

const length = (folded: Folded | undefined, span: Span): Folded | undefined => numbered(of.sizeIn(folded), span);

function lookedUp(args: readonly Folded[], span: Span): Folded | undefined {
  const found = of.lookedUp(args);
  if (found !== "either") return found;
  const [map, , fallback] = args;
  const further = fallback === undefined ? [] : [fallback];
  if (map?.kind === "mapping" && isBounded(map))
    return eitherOf([...map.entries.map(({ value }) => value), ...further]);
  const unknown: Folded = { ...textOf("", span), parts: [{ kind: "reference", text: "lookup(…)", span }] };
  return fallback && eitherOf([fallback, unknown]);
}
