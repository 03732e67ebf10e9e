import { known, type Part, type Slot, soleReference, type Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import type { Source } from "../language.ts";
import type { Env } from "./env.ts";
import type { Template } from "./hcl/tree.ts";

/** What an expression stands for as far as constants tell; every text keeps the place where it is written. */
export type Folded = Definite | Either;

/** A value whose kind is known. */
export type Definite = Text | Sequence | Mapping | Null;

/** A single value; an unknown one is a text with one reference. */
export interface Text {
  readonly kind: "text";
  readonly parts: readonly Part[];
  readonly span: Span;
  /** Where it is used, when it is written elsewhere; nearest use first. */
  readonly uses: readonly Span[];
  /** Whether it comes from a variable's default, which a caller may override. */
  readonly isDefault: boolean;
  /** Whether it counts only under a condition that is not known. */
  readonly maybe?: boolean;
  /** What `jsonencode` or `yamlencode` made the text from. */
  readonly encoded?: Folded;
  /** Whether it names an instance without being written anywhere yet: it stands where an attribute of it is first used. */
  readonly isPlaceless?: boolean;
  /** The document that the text is, all of it. */
  readonly content?: Content;
}

/** A document that is read as a text. */
export interface Content {
  readonly source: Source;
  /** What `templatefile` makes of it: the template and what its expressions see. */
  readonly template?: { readonly tree: Template; readonly env: Env };
  /** Whether the places in it are no places in the document of its uri. */
  readonly isLoose?: boolean;
}

export interface Sequence {
  readonly kind: "sequence";
  readonly items: readonly Folded[];
  /** False when there may be more items, or fewer. */
  readonly complete: boolean;
  /** Whether there are no more items than these, though there may be fewer. */
  readonly bounded?: boolean;
  /** Whether an item is its own key. */
  readonly isSet?: boolean;
}

export interface Entry {
  readonly key: Text;
  readonly value: Folded;
}

export interface Mapping {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  readonly complete: boolean;
  readonly bounded?: boolean;
}

export interface Null {
  readonly kind: "null";
}

/** One of several values, by a condition that is not known; its texts are marked so. */
export interface Either {
  readonly kind: "either";
  readonly options: readonly Definite[];
}

/** Whether a list or map surely holds no more than it shows. */
export const isBounded = (folded: Definite): boolean =>
  folded.kind === "null" ||
  ((folded.kind === "sequence" || folded.kind === "mapping") && (folded.complete || folded.bounded === true));

/** What selecting something that is surely not there gives: an error in Terraform, which `try` catches. */
export const ABSENT: Null = { kind: "null" };

export const toValue = (text: Text, slot: Slot, resourceType?: string): Value => ({
  slot,
  span: text.span,
  parts: text.parts,
  ...(text.uses.length === 0 ? {} : { uses: text.uses }),
  ...(resourceType === undefined ? {} : { resourceType }),
});

/** The text, where all of it is known. */
export const knownText = (folded: Folded | undefined): string | undefined =>
  folded?.kind === "text" ? known({ slot: "text", span: folded.span, parts: folded.parts }) : undefined;

/** Whether nothing of it is known, not even its kind. */
export const isUnknown = (folded: Folded): folded is Text =>
  folded.kind === "text" &&
  folded.encoded === undefined &&
  soleReference({ slot: "text", span: folded.span, parts: folded.parts }) !== undefined;

/** The values that it may be. */
export const optionsOf = (folded: Folded): readonly Definite[] =>
  folded.kind === "either" ? folded.options : [folded];

const sizes = new WeakMap<Sequence | Mapping, number>();

/** How many texts there are. */
export function sizeOf(folded: Folded): number {
  switch (folded.kind) {
    case "sequence":
    case "mapping": {
      if (folded instanceof LaterSequence || folded instanceof LaterMapping) return folded.size;
      const size = sizes.get(folded) ?? sizeInside(folded);
      sizes.set(folded, size);
      return size;
    }
    case "either":
      return folded.options.reduce((sum, option) => sum + sizeOf(option), 1);
    default:
      return 1;
  }
}

const sizeInside = (folded: Sequence | Mapping): number =>
  folded.kind === "sequence"
    ? folded.items.reduce((sum, item) => sum + sizeOf(item), 1)
    : folded.entries.reduce((sum, { value }) => sum + 1 + sizeOf(value), 1);

/** What is larger is changed when someone looks into it, and as far as someone does. */
const SMALL = 2;

/** A list whose items are changed when they are asked for. */
class LaterSequence implements Sequence {
  readonly kind = "sequence";
  readonly complete: boolean;
  declare readonly bounded?: boolean;
  declare readonly isSet?: boolean;
  readonly #size: number;
  readonly #how: object | undefined;
  readonly #list: Sequence;
  readonly #change: (item: Folded) => Folded;
  #items: readonly Folded[] | undefined;

  constructor(list: Sequence, change: (item: Folded) => Folded, how: object | undefined) {
    this.complete = list.complete;
    if (list.bounded !== undefined) this.bounded = list.bounded;
    if (list.isSet !== undefined) this.isSet = list.isSet;
    this.#size = sizeOf(list);
    this.#how = how;
    this.#list = list;
    this.#change = change;
  }

  /** How many texts there are. */
  get size(): number {
    return this.#size;
  }

  get how(): object | undefined {
    return this.#how;
  }

  get from(): Sequence {
    return this.#list;
  }

  get items(): readonly Folded[] {
    this.#items ??= this.#list.items.map(this.#change);
    return this.#items;
  }
}

/** A map whose entries are changed when they are asked for; one is asked for without making the others. */
class LaterMapping implements Mapping {
  readonly kind = "mapping";
  readonly complete: boolean;
  declare readonly bounded?: boolean;
  readonly #size: number;
  readonly #how: object | undefined;
  readonly #map: Mapping;
  readonly #change: (entry: Entry) => Entry;
  #entries: readonly Entry[] | undefined;

  constructor(map: Mapping, change: (entry: Entry) => Entry, how: object | undefined) {
    this.complete = map.complete;
    if (map.bounded !== undefined) this.bounded = map.bounded;
    this.#size = sizeOf(map);
    this.#how = how;
    this.#map = map;
    this.#change = change;
  }

  get entries(): readonly Entry[] {
    this.#entries ??= this.#map.entries.map(this.#change);
    return this.#entries;
  }

  entryOf(key: string): Entry | undefined {
    const entry = entryOf(this.#map, key);
    return entry && this.#change(entry);
  }

  /** How many texts there are. */
  get size(): number {
    return this.#size;
  }

  get how(): object | undefined {
    return this.#how;
  }

  get from(): Mapping {
    return this.#map;
  }
}

/** Changes every text, keys included. */
export function mapTexts<T extends Folded>(folded: T, change: (text: Text) => Text): T;
export function mapTexts(folded: Folded, change: (text: Text) => Text): Folded {
  switch (folded.kind) {
    case "text":
      return change(folded);
    case "sequence":
      return mapItems(folded, (item) => mapTexts(item, change));
    case "mapping":
      return mapEntries(folded, ({ key, value }) => ({ key: change(key), value: mapTexts(value, change) }));
    case "either":
      return { ...folded, options: folded.options.map((option) => mapTexts(option, change)) };
    case "null":
      return folded;
  }
}

/** A list of changed items, as many as there were; `how` tells `madeFrom` which change it is. */
export const mapItems = (list: Sequence, change: (item: Folded) => Folded, how?: object): Sequence =>
  sizeOf(list) > SMALL ? new LaterSequence(list, change, how) : { ...list, items: list.items.map(change) };

/** A map of changed entries, as many as there were. */
export const mapEntries = (map: Mapping, change: (entry: Entry) => Entry, how?: object): Mapping =>
  sizeOf(map) > SMALL ? new LaterMapping(map, change, how) : { ...map, entries: map.entries.map(change) };

/** How many items or entries there are. */
export function lengthOf(folded: Folded): number {
  if (folded instanceof LaterSequence || folded instanceof LaterMapping) return lengthOf(folded.from);
  return folded.kind === "sequence" ? folded.items.length : folded.kind === "mapping" ? folded.entries.length : 0;
}

/** What a list or map was made from, and how; `undefined` where that is not kept. */
export const madeFrom = (
  folded: Sequence | Mapping,
): { readonly from: Sequence | Mapping; readonly how: object | undefined } | undefined =>
  folded instanceof LaterSequence || folded instanceof LaterMapping ? folded : undefined;

/** The value behind a key or an index; `ABSENT` when there surely is none, `undefined` when that is not known. */
export function select(folded: Definite, key: string): Folded | undefined {
  switch (folded.kind) {
    case "mapping":
      return entryOf(folded, key)?.value ?? (isAllKnown(folded) ? ABSENT : undefined);
    case "sequence": {
      if (!/^\d+$/.test(key) || folded.isSet) return undefined;
      return folded.items[Number(key)] ?? (folded.complete ? ABSENT : undefined);
    }
    case "null":
      return ABSENT;
    default:
      return undefined;
  }
}

/** The last entry of a key. */
const entryOf = (mapping: Mapping, key: string): Entry | undefined =>
  mapping instanceof LaterMapping ? mapping.entryOf(key) : indexOf(mapping).get(key);

/** Whether no key is missing; changes leave keys as known as they are. */
function isAllKnown(mapping: Mapping): boolean {
  if (mapping instanceof LaterMapping) return isAllKnown(mapping.from);
  return mapping.complete && indexOf(mapping).size === mapping.entries.length;
}

const indexes = new WeakMap<Mapping, ReadonlyMap<string, Entry>>();

function indexOf(mapping: Mapping): ReadonlyMap<string, Entry> {
  const cached = indexes.get(mapping);
  if (cached !== undefined) return cached;
  const index = new Map<string, Entry>();
  for (const entry of mapping.entries) {
    const text = knownText(entry.key);
    if (text !== undefined) index.set(text, entry);
  }
  indexes.set(mapping, index);
  return index;
}
