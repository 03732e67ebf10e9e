import { known, type Part, type Slot, type Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";

/** What an expression stands for as far as constants tell; every text keeps the place where it is written. */
export type Folded = Text | Sequence | Mapping | Null;

/** A single value; an unknown one is a text with one reference. */
export interface Text {
  readonly kind: "text";
  readonly parts: readonly Part[];
  readonly span: Span;
  /** Where it is used, when it is written elsewhere; nearest use first. */
  readonly uses: readonly Span[];
  /** Whether it comes from a variable's default, which a caller may override. */
  readonly isDefault: boolean;
}

export interface Sequence {
  readonly kind: "sequence";
  readonly items: readonly Folded[];
  /** False when there may be more items. */
  readonly complete: boolean;
}

export interface Entry {
  readonly key: Text;
  readonly value: Folded;
}

export interface Mapping {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  readonly complete: boolean;
}

export interface Null {
  readonly kind: "null";
}

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

/** How many texts there are. */
export function sizeOf(folded: Folded): number {
  if (folded.kind === "sequence") return folded.items.reduce((sum, item) => sum + sizeOf(item), 1);
  if (folded.kind === "mapping") return folded.entries.reduce((sum, { value }) => sum + 1 + sizeOf(value), 1);
  return 1;
}

/** Changes every text, keys included. */
export function mapTexts(folded: Folded, change: (text: Text) => Text): Folded {
  switch (folded.kind) {
    case "text":
      return change(folded);
    case "sequence":
      return { ...folded, items: folded.items.map((item) => mapTexts(item, change)) };
    case "mapping":
      return {
        ...folded,
        entries: folded.entries.map(({ key, value }) => ({ key: change(key), value: mapTexts(value, change) })),
      };
    case "null":
      return folded;
  }
}

/** The value behind a key or an index; `undefined` when that is not known. */
export function select(folded: Folded, key: string): Folded | undefined {
  if (folded.kind === "mapping") return indexOf(folded).get(key);
  return folded.kind === "sequence" && /^\d+$/.test(key) ? folded.items[Number(key)] : undefined;
}

const indexes = new WeakMap<Mapping, ReadonlyMap<string, Folded>>();

function indexOf(mapping: Mapping): ReadonlyMap<string, Folded> {
  const cached = indexes.get(mapping);
  if (cached !== undefined) return cached;
  const index = new Map<string, Folded>();
  for (const { key, value } of mapping.entries) {
    const text = knownText(key);
    if (text !== undefined) index.set(text, value);
  }
  indexes.set(mapping, index);
  return index;
}
