import type { Span } from "../../../text/span.ts";
import { eitherOf } from "../either.ts";
import type { Folded } from "../folded.ts";
import * as of from "./collections.ts";
import { changed, formatted, formattedList, joined, split, textOf } from "./texts.ts";

type Function = (args: readonly Folded[], span: Span) => Folded | undefined;

/** Functions that can be followed; the rest is unknown. A list that is not known leaves the result incomplete. */
const FUNCTIONS: Readonly<Record<string, Function>> = {
  toset: ([list]) => of.setOf(list),
  distinct: ([list]) => of.distinct(list),
  tolist: ([list]) => of.listOf(list),
  sort: ([list]) => of.listOf(list),
  reverse: ([list]) => of.reversed(list),
  compact: ([list]) => of.compact(list),
  concat: (lists) => of.concatenated(lists),
  setunion: (lists) => of.setOf(of.concatenated(lists)),
  setintersection: (lists) => of.sifted(lists, true),
  setsubtract: (lists) => of.sifted(lists, false),
  setproduct: (lists) => of.product(lists),
  flatten: ([list]) => of.flat(list),
  chunklist: (args) => of.chunks(args),
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
  contains: (args, span) => truth(of.contains(args), span),
  format: (args, span) => formatted(args, span),
  formatlist: (args, span) => formattedList(args, span),
  join: (args, span) => joined(args, span),
  split: (args, span) => split(args, span),
  tostring: ([value]) => single(value),
  tonumber: ([value]) => single(value),
  tobool: ([value]) => single(value),
  nonsensitive: ([value]) => value,
  sensitive: ([value]) => value,
};

/** What a call gives; `undefined` when that is not known. */
export const callFunction = (name: string, args: readonly Folded[], span: Span): Folded | undefined =>
  Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.(args, span) : changed(name, args, span);

const single = (value: Folded | undefined): Folded | undefined =>
  value?.kind === "text" || value?.kind === "null" ? value : undefined;

const truth = (value: boolean | undefined, span: Span): Folded | undefined =>
  value === undefined ? undefined : textOf(String(value), span);

function length(folded: Folded | undefined, span: Span): Folded | undefined {
  const size = of.sizeIn(folded);
  return size === undefined ? undefined : textOf(String(size), span);
}

function lookedUp(args: readonly Folded[], span: Span): Folded | undefined {
  const found = of.lookedUp(args);
  if (found !== "either") return found;
  const unknown: Folded = { ...textOf("", span), parts: [{ kind: "reference", text: "lookup(…)", span }] };
  return args[2] && eitherOf([args[2], unknown]);
}
