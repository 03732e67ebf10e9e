import type { Span } from "../../../text/span.ts";
import { firstOf } from "../either.ts";
import { type Entry, type Folded, isBounded, knownText, type Mapping, type Sequence } from "../folded.ts";

export const sequenceOf = (folded: Folded | undefined): Sequence | undefined =>
  folded?.kind === "sequence" ? folded : undefined;

export const mappingOf = (folded: Folded | undefined): Mapping | undefined =>
  folded?.kind === "mapping" ? folded : undefined;

/** What is put together of things that hold no more than they show does not either. */
const boundOf = (from: readonly Folded[]): { readonly bounded?: true } =>
  from.every((one) => one.kind !== "either" && isBounded(one)) ? { bounded: true } : {};

export function distinct(folded: Folded | undefined): Sequence | undefined {
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

export function setOf(folded: Folded | undefined): Sequence | undefined {
  const list = distinct(folded);
  return list && { ...list, isSet: true };
}

export function listOf(folded: Folded | undefined): Sequence | undefined {
  const list = sequenceOf(folded);
  return list && { kind: "sequence", items: list.items, complete: list.complete };
}

export function reversed(folded: Folded | undefined): Sequence | undefined {
  const list = sequenceOf(folded);
  return list && { ...list, items: list.items.toReversed() };
}

export function compact(folded: Folded | undefined): Sequence | undefined {
  const list = sequenceOf(folded);
  return list && { ...list, items: list.items.filter((item) => item.kind !== "null" && knownText(item) !== "") };
}

export function concatenated(lists: readonly Folded[]): Sequence | undefined {
  if (!lists.some((list) => list.kind === "sequence")) return undefined;
  return {
    kind: "sequence",
    items: lists.flatMap((list) => sequenceOf(list)?.items ?? []),
    complete: lists.every((list) => list.kind === "sequence" && list.complete),
    ...boundOf(lists),
  };
}

/** An item that is not known may be a list itself. */
export function flat(folded: Folded | undefined): Sequence | undefined {
  const list = sequenceOf(folded);
  if (list === undefined) return undefined;
  const items: Folded[] = [];
  let { complete } = list;
  for (const item of list.items) {
    const inner = item.kind === "sequence" ? flat(item) : undefined;
    const isSingle = item.kind === "mapping" || (item.kind === "text" && item.parts[0]?.kind === "literal");
    if (inner !== undefined) items.push(...inner.items);
    else if (isSingle) items.push(item);
    complete &&= inner?.complete ?? isSingle;
  }
  return { kind: "sequence", items, complete };
}

export function merged(maps: readonly Folded[]): Mapping | undefined {
  if (!maps.some((map) => map.kind === "mapping")) return undefined;
  const entries = new Map<string, Entry>();
  let complete = true;
  for (const map of maps) {
    if (map.kind === "null") continue;
    complete &&= map.kind === "mapping" && map.complete;
    for (const entry of mappingOf(map)?.entries ?? []) {
      const key = knownText(entry.key) ?? `${entry.key.span.uri} ${entry.key.span.start} ${entries.size}`;
      entries.set(key, entry);
    }
  }
  return { kind: "mapping", entries: [...entries.values()], complete, ...boundOf(maps) };
}

/** A map of keys and values in turn. */
export function paired(pairs: readonly Folded[]): Mapping {
  const entries = pairs.flatMap((key, i): readonly Entry[] => {
    const value = i % 2 === 0 ? pairs[i + 1] : undefined;
    return key.kind === "text" && value !== undefined ? [{ key, value }] : [];
  });
  return { kind: "mapping", entries, complete: entries.length * 2 === pairs.length };
}

/** A map of texts made from lists of keys and of values. */
export function zipped([keys, values]: readonly Folded[]): Mapping | undefined {
  const [names, items] = [sequenceOf(keys), sequenceOf(values)];
  if (names === undefined || items === undefined || names.items.length !== items.items.length) return undefined;
  const entries = names.items.flatMap((key, i): readonly Entry[] => {
    const value = items.items[i];
    return key.kind === "text" && value !== undefined ? [{ key, value }] : [];
  });
  return {
    kind: "mapping",
    entries,
    complete: names.complete && items.complete && entries.length === names.items.length,
  };
}

export const keys = (folded: Folded | undefined): Sequence | undefined => listOfEntries(folded, ({ key }) => key);

export const values = (folded: Folded | undefined): Sequence | undefined => listOfEntries(folded, ({ value }) => value);

/** Something of each entry of a map, in the order of the keys. */
function listOfEntries(folded: Folded | undefined, get: (entry: Entry) => Folded): Sequence | undefined {
  const map = mappingOf(folded);
  if (map === undefined) return undefined;
  const items = inOrder(map.entries, ({ key }) => key).map(get);
  return { kind: "sequence", items, complete: map.complete, ...boundOf([map]) };
}

/** In the order of their texts, if all of them are known. */
function inOrder<T>(items: readonly T[], textAt: (item: T) => Folded): readonly T[] {
  const texts = new Map(items.map((item) => [item, knownText(textAt(item)) ?? ""]));
  if (items.some((item) => knownText(textAt(item)) === undefined)) return items;
  return items.toSorted((a, b) => {
    const [left = "", right = ""] = [texts.get(a), texts.get(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

export function sorted(folded: Folded | undefined): Sequence | undefined {
  const list = listOf(folded);
  return list && { ...list, items: inOrder(list.items, (item) => item) };
}

const textsOf = (list: Sequence): readonly (string | undefined)[] => list.items.map(knownText);

/** How many combinations of items are made. */
const MOST_COMBINATIONS = 2000;

export function product(lists: readonly Folded[]): Sequence | undefined {
  let rows: readonly (readonly Folded[])[] = [[]];
  let complete = true;
  for (const list of lists) {
    if (list.kind !== "sequence") return undefined;
    complete &&= list.complete;
    if (rows.length * list.items.length > MOST_COMBINATIONS) return undefined;
    rows = rows.flatMap((row) => list.items.map((item) => [...row, item]));
  }
  const items = rows.map((row): Sequence => ({ kind: "sequence", items: row, complete: true }));
  return { kind: "sequence", items, complete };
}

export function sizeIn(folded: Folded | undefined): number | undefined {
  if (folded?.kind === "sequence" && folded.complete) return folded.items.length;
  if (folded?.kind === "mapping" && folded.complete) return folded.entries.length;
  return knownText(folded)?.length;
}

export function contains([list, wanted]: readonly Folded[]): boolean | undefined {
  const [items, text] = [sequenceOf(list), knownText(wanted)];
  if (items === undefined || text === undefined) return undefined;
  const texts = textsOf(items);
  const isThere = items.items.some((item) => knownText(item) === text && !(item.kind === "text" && item.maybe));
  if (isThere) return true;
  return items.complete && !texts.includes(undefined) && !texts.includes(text) ? false : undefined;
}

/** The value of a key; the fallback when there surely is none. */
export function lookedUp([map, key, fallback]: readonly Folded[]): Folded | "either" | undefined {
  const [entries, name] = [mappingOf(map), knownText(key)];
  if (entries === undefined) return fallback === undefined ? undefined : "either";
  if (name === undefined) return "either";
  const found = entries.entries.findLast((entry) => knownText(entry.key) === name);
  if (found !== undefined) return found.value;
  const isSurelyNot = entries.complete && entries.entries.every((entry) => knownText(entry.key) !== undefined);
  return isSurelyNot ? fallback : fallback === undefined ? undefined : "either";
}

/** The item at an index, counted around the list. */
export function element([list, index]: readonly Folded[]): Folded | undefined {
  const [items, at] = [sequenceOf(list), Number(knownText(index) ?? Number.NaN)];
  if (at === 0) return items && firstOf(items);
  if (items?.complete !== true || items.isSet || !(at >= 0) || items.items.length === 0) return undefined;
  return items.items[at % items.items.length];
}

export function slice([list, from, to]: readonly Folded[], _span: Span): Sequence | undefined {
  const items = sequenceOf(list);
  const [start, end] = [knownText(from), knownText(to)].map((text) => Number(text ?? Number.NaN));
  if (items?.complete !== true || start === undefined || end === undefined || !(start >= 0) || !(end >= start))
    return undefined;
  return { ...items, items: items.items.slice(start, end) };
}

/** The only item of a list, or null. */
export function only(folded: Folded | undefined): Folded | undefined {
  const list = sequenceOf(folded);
  if (list === undefined || !isBounded(list) || list.items.length > 1) return undefined;
  return list.items[0] ?? { kind: "null" };
}

/** Where a text stands first in a list; `undefined` when it may stand before or not at all. */
export function indexIn([list, wanted]: readonly Folded[]): number | undefined {
  const [items, text] = [sequenceOf(list), knownText(wanted)];
  if (items?.complete !== true || text === undefined) return undefined;
  const texts = textsOf(items);
  const at = texts.indexOf(text);
  return at < 0 || texts.slice(0, at).includes(undefined) ? undefined : at;
}

/** The items of a list whose partners in a second list stand in a third one. */
export function matching([values, partners, wanted]: readonly Folded[]): Sequence | undefined {
  const [items, keys, chosen] = [sequenceOf(values), sequenceOf(partners), sequenceOf(wanted)];
  if (items?.complete !== true || keys?.complete !== true || chosen?.complete !== true) return undefined;
  const names = new Set(textsOf(chosen));
  const texts = textsOf(keys);
  if (names.has(undefined) || texts.includes(undefined) || texts.length !== items.items.length) return undefined;
  return { kind: "sequence", items: items.items.filter((_, i) => names.has(texts[i])), complete: true };
}

/** A map of lists turned around: each item leads to the keys whose lists hold it. */
export function transposed(folded: Folded | undefined): Mapping | undefined {
  const map = mappingOf(folded);
  if (map === undefined) return undefined;
  const made = new Map<string, { readonly key: Entry["key"]; readonly items: Folded[] }>();
  let { complete } = map;
  for (const { key, value } of map.entries) {
    complete &&= value.kind === "sequence" && value.complete;
    for (const item of sequenceOf(value)?.items ?? []) {
      const text = knownText(item);
      if (item.kind !== "text" || text === undefined) complete = false;
      else if (made.has(text)) made.get(text)?.items.push(key);
      else made.set(text, { key: item, items: [key] });
    }
  }
  const entries = [...made.values()].map(({ key, items }): Entry => {
    const value: Sequence = { kind: "sequence", items, complete };
    return { key, value };
  });
  return { kind: "mapping", entries, complete };
}

/** A list of lists, each no longer than `size`. */
export function chunks([list, size]: readonly Folded[]): Sequence | undefined {
  const items = sequenceOf(list);
  const width = Number(knownText(size) ?? Number.NaN);
  if (items?.complete !== true || !(width >= 1)) return undefined;
  const rows: Sequence[] = [];
  for (let at = 0; at < items.items.length; at += width)
    rows.push({ kind: "sequence", items: items.items.slice(at, at + width), complete: true });
  return { kind: "sequence", items: rows, complete: true };
}
