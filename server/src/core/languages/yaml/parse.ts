import { type Difference, differenceOf } from "../../text/difference.ts";
import { encloses, type Span } from "../../text/span.ts";
import { takeEarlier } from "../earlier.ts";
import type { Source } from "../language.ts";
import { mayHoldManifest } from "../manifest/read.ts";
import type { Node } from "../manifest/tree.ts";
import { mayHoldPipeline } from "../pipeline/pipeline.ts";
import { treesIn } from "./compose.ts";

/** One document of a file, from behind its `---` to the next one. */
export interface YamlDocument {
  /** Of one that an edit did not touch: the document as it was first read, maybe at another place. */
  readonly origin?: YamlDocument;
  readonly start: number;
  readonly end: number;
  /** Absent for an empty document and for one that holds nothing of interest, which is not parsed. */
  readonly root: Node | undefined;
  /** Whether other documents lie in the same stretch, ended by `...`. */
  readonly shared: boolean;
}

/** Cheap and never wrong the other way: false means that a document holds nothing of interest. */
export const mayHoldDocument = (text: string): boolean => mayHoldManifest(text) || mayHoldPipeline(text);

const parsed = new WeakMap<Source, readonly YamlDocument[]>();

/** The documents of a file, parsed once per version; those that the last edit did not touch are not parsed again. */
export function documentsOf(source: Source): readonly YamlDocument[] {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const earlier = takeEarlier(source);
  const before = earlier && parsed.get(earlier);
  const keptAt = before && earlier && keeper(before, differenceOf(earlier.text, source.text), source);
  const documents = split(source.text).flatMap(({ start, end }) => keptAt?.(start, end) ?? read(source, start, end));
  parsed.set(source, documents);
  return documents;
}

/** Finds the documents of an earlier version that stand, letter by letter, between two places of this one. */
function keeper(before: readonly YamlDocument[], { start, endBefore, endAfter }: Difference, source: Source) {
  const byStart = new Map<number, YamlDocument[]>();
  for (const document of before) byStart.set(document.start, [...(byStart.get(document.start) ?? []), document]);
  return (from: number, to: number): readonly YamlDocument[] | undefined => {
    const by = to <= start ? 0 : from >= endAfter ? endAfter - endBefore : undefined;
    const found = by === undefined ? undefined : byStart.get(from - by);
    if (by === undefined || found?.[0]?.end !== to - by) return undefined;
    return by === 0 ? found : found.map((document, i) => new MovedDocument(document, from, source, i));
  };
}

/** A document that stands elsewhere; its nodes are read again when they are asked for: findings do not need them. */
class MovedDocument implements YamlDocument {
  readonly origin: YamlDocument;
  readonly start: number;
  readonly end: number;
  readonly shared: boolean;
  readonly #source: Source;
  readonly #index: number;

  constructor(document: YamlDocument, start: number, source: Source, index: number) {
    this.origin = document.origin ?? document;
    this.start = start;
    this.end = start + document.end - document.start;
    this.shared = document.shared;
    this.#source = source;
    this.#index = index;
  }

  get root(): Node | undefined {
    return read(this.#source, this.start, this.end)[this.#index]?.root;
  }
}

/** The document that holds a place, also when it is of interest only to another file. */
export const documentAt = (source: Source, place: Span): YamlDocument | undefined => {
  const near = documentsOf(source).filter(({ start, end }) => start <= place.start && place.start <= end);
  const found = near.find(({ root }) => root !== undefined && encloses(root.span, place)) ?? near[0];
  return found === undefined || found.root !== undefined ? found : parse(source, found.start, found.end)[0];
};

/** What the first document of a file holds, whatever that is. */
export function rootOf(source: Source): Node | undefined {
  const [first] = split(source.text);
  return first && parse(source, first.start, first.end)[0]?.root;
}

/** `---` in the first column ends a document wherever it stands, even inside a quoted text. */
function split(text: string): readonly { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = [];
  let start = 0;
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) {
    if (index > 0) places.push({ start, end: index });
    start = index + 3;
  }
  places.push({ start, end: text.length });
  return places;
}

function read(source: Source, start: number, end: number): readonly YamlDocument[] {
  if (mayHoldDocument(source.text.slice(start, end))) return parse(source, start, end);
  return [{ start, end, root: undefined, shared: false }];
}

function parse(source: Source, start: number, end: number): readonly YamlDocument[] {
  const written = treesIn(source, start, end);
  const empty = { start, end, root: undefined, shared: false };
  return written.length === 0 ? [empty] : written.map((root) => ({ start, end, root, shared: written.length > 1 }));
}
