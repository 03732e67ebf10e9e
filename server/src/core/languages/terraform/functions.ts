import { literal, type Part } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { type Entry, type Folded, knownText, type Mapping, type Sequence } from "./folded.ts";

type Function = (args: readonly Folded[], span: Span) => Folded | undefined;

/** Functions that can be followed; the rest is unknown. A list that is not known leaves the result incomplete. */
const FUNCTIONS: Readonly<Record<string, Function>> = {
  toset: ([list]) => distinct(list),
  distinct: ([list]) => distinct(list),
  tolist: ([list]) => sequenceOf(list),
  sort: ([list]) => sequenceOf(list),
  compact: ([list]) => compact(list),
  concat: (lists) => joined(lists),
  setunion: (lists) => distinct(joined(lists)),
  flatten: ([list]) => flat(list),
  tomap: ([map]) => mappingOf(map),
  merge: (maps) => merged(maps),
  keys: ([map]) => keys(map),
  values: ([map]) => values(map),
  length: ([list], span) => length(list, span),
  format: (args, span) => formatted(args, span),
};

/** What a call gives; `undefined` when that is not known. */
export const callFunction = (name: string, args: readonly Folded[], span: Span): Folded | undefined =>
  Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.(args, span) : undefined;

const sequenceOf = (folded: Folded | undefined): Sequence | undefined =>
  folded?.kind === "sequence" ? folded : undefined;

const mappingOf = (folded: Folded | undefined): Mapping | undefined =>
  folded?.kind === "mapping" ? folded : undefined;

function distinct(folded: Folded | undefined): Sequence | undefined {
  const list = sequenceOf(folded);
  if (list === undefined) return undefined;
  const seen = new Set<string>();
  const items = list.items.filter((item) => {
    const text = knownText(item);
    if (text === undefined) return true;
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
  return { ...list, items };
}

function compact(folded: Folded | undefined): Sequence | undefined {
  const list = sequenceOf(folded);
  return list && { ...list, items: list.items.filter((item) => item.kind !== "null" && knownText(item) !== "") };
}

function joined(lists: readonly Folded[]): Sequence | undefined {
  if (!lists.some((list) => list.kind === "sequence")) return undefined;
  return {
    kind: "sequence",
    items: lists.flatMap((list) => sequenceOf(list)?.items ?? []),
    complete: lists.every((list) => list.kind === "sequence" && list.complete),
  };
}

/** An item that is not known may be a list itself. */
function flat(folded: Folded | undefined): Sequence | undefined {
  const list = sequenceOf(folded);
  if (list === undefined) return undefined;
  const items: Folded[] = [];
  let { complete } = list;
  for (const item of list.items) {
    const inner = item.kind === "sequence" ? flat(item) : undefined;
    if (inner !== undefined) items.push(...inner.items);
    else if (knownText(item) !== undefined) items.push(item);
    complete &&= inner?.complete ?? knownText(item) !== undefined;
  }
  return { kind: "sequence", items, complete };
}

function merged(maps: readonly Folded[]): Mapping | undefined {
  if (!maps.some((map) => map.kind === "mapping")) return undefined;
  const entries = new Map<string, Entry>();
  let complete = true;
  for (const map of maps) {
    complete &&= map.kind === "mapping" && map.complete;
    for (const entry of mappingOf(map)?.entries ?? []) {
      const key = knownText(entry.key);
      if (key === undefined) complete = false;
      else entries.set(key, entry);
    }
  }
  return { kind: "mapping", entries: [...entries.values()], complete };
}

function keys(folded: Folded | undefined): Sequence | undefined {
  const map = mappingOf(folded);
  return map && { kind: "sequence", items: map.entries.map(({ key }) => key), complete: map.complete };
}

function values(folded: Folded | undefined): Sequence | undefined {
  const map = mappingOf(folded);
  return map && { kind: "sequence", items: map.entries.map(({ value }) => value), complete: map.complete };
}

function length(folded: Folded | undefined, span: Span): Folded | undefined {
  const list = sequenceOf(folded);
  if (list?.complete !== true) return undefined;
  return { kind: "text", parts: [literal(String(list.items.length))], span, uses: [], isDefault: false };
}

/** Only `%s` and `%%`; any other verb makes the result unknown. */
function formatted([pattern, ...args]: readonly Folded[], span: Span): Folded | undefined {
  const text = knownText(pattern);
  if (text === undefined || /%(?![s%])/.test(text)) return undefined;
  const parts: Part[] = [];
  let next = 0;
  for (const piece of text.split(/(%s|%%)/)) {
    const arg = piece === "%s" ? args[next++] : undefined;
    if (piece === "%s") {
      if (arg?.kind !== "text" || arg.isDefault) return undefined;
      parts.push(...arg.parts);
    } else if (piece !== "") parts.push(literal(piece === "%%" ? "%" : piece));
  }
  return { kind: "text", parts: joinLiterals(parts), span, uses: [], isDefault: false };
}

/** Puts neighbouring literals together. */
export function joinLiterals(parts: readonly Part[]): readonly Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === "literal" && last?.kind === "literal") out[out.length - 1] = literal(last.text + part.text);
    else out.push(part);
  }
  return out;
}
