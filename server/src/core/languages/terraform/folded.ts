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

/** Whether some text in it has a literal part; keys of objects do not count. */
export function hasWords(folded: Folded): boolean {
  switch (folded.kind) {
    case "text":
      return folded.parts.some((part) => part.kind === "literal" && part.text !== "");
    case "sequence":
      return folded.items.some(hasWords);
    case "mapping":
      return folded.entries.some(({ value }) => hasWords(value));
    case "either":
      return folded.options.some(hasWords);
    case "null":
      return false;
  }
}

/** How many texts there are. */
export function sizeOf(folded: Folded): number {
  switch (folded.kind) {
    case "sequence":
      return folded.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case "mapping":
      return folded.entries.reduce((sum, { value }) => sum + 1 + sizeOf(value), 1);
    case "either":
      return folded.options.reduce((sum, option) => sum + sizeOf(option), 1);
    default:
      return 1;
  }
}

/** Changes every text, keys included. */
export function mapTexts<T extends Folded>(folded: T, change: (text: Text) => Text): T;
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
    case "either":
      return { ...folded, options: folded.options.map((option) => mapTexts(option, change)) };
    case "null":
      return folded;
  }
}

/** The value behind a key or an index; `ABSENT` when there surely is none, `undefined` when that is not known. */
export function select(folded: Definite, key: string): Folded | undefined {
  switch (folded.kind) {
    case "mapping":
      return indexOf(folded).get(key) ?? (isAllKnown(folded) ? ABSENT : undefined);
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

const isAllKnown = (mapping: Mapping): boolean => mapping.complete && indexOf(mapping).size === mapping.entries.length;

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
