import type { Span } from "../../../text/span.ts";
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

export function keys(folded: Folded | undefined): Sequence | undefined {
  const map = mappingOf(folded);
  return (
    map && { kind: "sequence", items: map.entries.map(({ key }) => key), complete: map.complete, ...boundOf([map]) }
  );
}

export function values(folded: Folded | undefined): Sequence | undefined {
  const map = mappingOf(folded);
  return (
    map && { kind: "sequence", items: map.entries.map(({ value }) => value), complete: map.complete, ...boundOf([map]) }
  );
}

const textsOf = (list: Sequence): readonly (string | undefined)[] => list.items.map(knownText);

/** Whether two lists are known so far that an item of one can be looked for in the other. */
const isSure = (list: Sequence): boolean => list.complete && !textsOf(list).includes(undefined);

/** Items of the first list that stand in all others, or, subtracting, in none of them. */
export function sifted(lists: readonly Folded[], keepsCommon: boolean): Sequence | undefined {
  const [first, ...others] = lists.map(sequenceOf);
  if (first === undefined || others.includes(undefined)) return undefined;
  const known = others.filter((list) => list !== undefined);
  if (!isSure(first) || !known.every(isSure)) return undefined;
  const sets = known.map((list) => new Set(textsOf(list)));
  const items = first.items.filter((item) => {
    const text = knownText(item);
    return keepsCommon ? sets.every((set) => set.has(text)) : !sets.some((set) => set.has(text));
  });
  return { kind: "sequence", items, complete: true, isSet: true };
}

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
  if (entries === undefined || name === undefined) return fallback === undefined ? undefined : "either";
  const found = entries.entries.findLast((entry) => knownText(entry.key) === name);
  if (found !== undefined) return found.value;
  const isSurelyNot = entries.complete && entries.entries.every((entry) => knownText(entry.key) !== undefined);
  return isSurelyNot ? fallback : fallback === undefined ? undefined : "either";
}

/** The item at an index, counted around the list. */
export function element([list, index]: readonly Folded[]): Folded | undefined {
  const [items, at] = [sequenceOf(list), Number(knownText(index) ?? Number.NaN)];
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
  if (list?.complete !== true || list.items.length > 1) return undefined;
  return list.items[0] ?? { kind: "null" };
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
