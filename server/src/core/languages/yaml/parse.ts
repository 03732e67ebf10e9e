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
  /** Which one it is of those that lie in the same stretch. */
  readonly index: number;
  /** Absent for an empty document and for one that holds nothing of interest, which is not parsed. */
  readonly root: Node | undefined;
  /** Whether other documents lie in the same stretch, ended by `...`. */
  readonly shared: boolean;
  /** Whether it may run commands. */
  readonly isPipeline: boolean;
  /** Whether it names a schema, which counts for what stands below it. */
  readonly namesSchema: boolean;
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
  const documents =
    before && earlier ? again(before, differenceOf(earlier.text, source.text), source) : readAll(source);
  parsed.set(source, documents);
  return documents;
}

const readAll = (source: Source): readonly YamlDocument[] =>
  split(source.text, 0, source.text.length).flatMap(({ start, end }) => read(source, start, end));

/** `---`, the line end before it and the character behind it. */
const MARK = 3;
const BESIDE = 1;

/** The documents above and below a difference as they were, and what is read between them. */
function again(before: readonly YamlDocument[], difference: Difference, source: Source): readonly YamlDocument[] {
  const { start, endBefore, endAfter } = difference;
  const by = endAfter - endBefore;
  let above = 0;
  while ((before[above]?.end ?? start) + MARK + BESIDE <= start) above++;
  let below = before.length;
  while ((before[below - 1]?.start ?? 0) - MARK - BESIDE >= endBefore) below--;
  const last = before[above - 1];
  const next = before[below];
  const from = last === undefined ? 0 : last.end + MARK;
  const to = next === undefined ? source.text.length : next.start - MARK + by;
  const documents = before.slice(0, above);
  for (const place of split(source.text, from, to)) documents.push(...read(source, place.start, place.end));
  for (const one of before.slice(below)) documents.push(by === 0 ? one : new MovedDocument(one, by, source));
  return documents;
}

/** A document that stands elsewhere; its nodes are read again when they are asked for: findings do not need them. */
class MovedDocument implements YamlDocument {
  readonly origin: YamlDocument;
  readonly start: number;
  readonly end: number;
  readonly index: number;
  readonly shared: boolean;
  readonly isPipeline: boolean;
  readonly namesSchema: boolean;
  readonly #source: Source;

  constructor(document: YamlDocument, by: number, source: Source) {
    this.origin = document.origin ?? document;
    this.start = document.start + by;
    this.end = document.end + by;
    this.index = document.index;
    this.shared = document.shared;
    this.isPipeline = document.isPipeline;
    this.namesSchema = document.namesSchema;
    this.#source = source;
  }

  get root(): Node | undefined {
    return read(this.#source, this.start, this.end)[this.index]?.root;
  }
}

/** The document that holds a place, also when it is of interest only to another file. */
export const documentAt = (source: Source, place: Span): YamlDocument | undefined => {
  const near = documentsOf(source).filter(({ start, end }) => start <= place.start && place.start <= end);
  const found = near.find(({ root }) => root !== undefined && encloses(root.span, place)) ?? near[0];
  if (found === undefined || found.root !== undefined) return found;
  const { start, end } = found;
  return documentsIn(source, start, end, treesIn(source, start, end))[0];
};

/** What the first document of a file holds, whatever that is. */
export function rootOf(source: Source): Node | undefined {
  const [first] = split(source.text, 0, source.text.length);
  return first && treesIn(source, first.start, first.end)[0];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The stretches between two marks. `---` in the first column ends a document wherever it stands, even inside a quoted text. */
function split(text: string, from: number, to: number): readonly Stretch[] {
  const places: Stretch[] = [];
  const mark = /^---(?=\s|$)/gm;
  mark.lastIndex = from;
  let start = from;
  for (let found = mark.exec(text); found !== null && found.index < to; found = mark.exec(text)) {
    if (found.index > 0) places.push({ start, end: found.index });
    start = found.index + MARK;
  }
  places.push({ start, end: to });
  return places;
}

function read(source: Source, start: number, end: number): readonly YamlDocument[] {
  const isRead = mayHoldDocument(source.text.slice(start, end));
  return documentsIn(source, start, end, isRead ? treesIn(source, start, end) : []);
}

/** The documents in a stretch, by what is written in it; an empty one where nothing is. */
function documentsIn({ text }: Source, start: number, end: number, roots: readonly Node[]): readonly YamlDocument[] {
  const all = roots.length === 0 ? [undefined] : roots;
  const written = text.slice(start, end);
  const common = {
    shared: all.length > 1,
    isPipeline: mayHoldPipeline(written),
    namesSchema: written.includes("$schema"),
  };
  return all.map((root, index) => ({ start, end, index, root, ...common }));
}
