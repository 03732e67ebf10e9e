import { type Document, parseAllDocuments, visit } from "yaml";
import { type Difference, differenceOf } from "../../text/difference.ts";
import { encloses, type Span } from "../../text/span.ts";
import { takeEarlier } from "../earlier.ts";
import type { Source } from "../language.ts";
import { mask } from "../manifest/placeholders.ts";
import { mayHoldManifest } from "../manifest/read.ts";
import type { Node } from "../manifest/tree.ts";
import { mayHoldPipeline } from "../pipeline/pipeline.ts";
import { Converter } from "./convert.ts";

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

/**
 * Every value stays the text that is written (no numbers, no dates); keys are not compared with each other, which costs the square of
 * their number; nothing is resolved, so aliases cannot multiply.
 */
const OPTIONS = { schema: "failsafe", uniqueKeys: false, prettyErrors: false, logLevel: "silent" } as const;

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

function parse({ uri, text }: Source, start: number, end: number): readonly YamlDocument[] {
  const stretch = text.slice(start, end);
  const empty = { start, end, root: undefined, shared: false };
  const masked = mask(withoutTabs(stretch));
  const converter = new Converter(uri, start, stretch, masked);
  const written = rootsOf(masked.text).flatMap((root) => converter.convert(root) ?? []);
  return written.length === 0 ? [empty] : written.map((root) => ({ start, end, root, shared: written.length > 1 }));
}

/** Tabs are no indentation in YAML; as blanks they let the rest of the document be read. */
const withoutTabs = (text: string): string =>
  text.includes("\t") ? text.replace(/^[ \t]*\t/gm, (indent) => " ".repeat(indent.length)) : text;

/** What is left of a text whose quotes are being typed is read again without the quote, so often at most. */
const MOST_REPAIRS = 4;

/** A text that exhausts the parser has no documents. */
function rootsOf(text: string): readonly unknown[] {
  try {
    return composed(text).map(({ contents }) => contents);
  } catch {
    return [];
  }
}

function composed(text: string): readonly Document.Parsed[] {
  let written = text;
  let documents = compose(written);
  for (let i = 0; i < MOST_REPAIRS; i++) {
    const quote = strayQuote(written, documents);
    if (quote === undefined) break;
    const repaired = `${written.slice(0, quote)} ${written.slice(quote + 1)}`;
    const better = compose(repaired);
    if (errorsOf(better) >= errorsOf(documents)) break;
    written = repaired;
    documents = better;
  }
  return documents;
}

function compose(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, OPTIONS);
  return "empty" in documents ? [] : documents;
}

const errorsOf = (documents: readonly Document.Parsed[]): number =>
  documents.reduce((count, { errors }) => count + errors.length, 0);

/** In a document with errors, the first quote whose text runs over the end of its line. */
function strayQuote(text: string, documents: readonly Document.Parsed[]): number | undefined {
  let found: number | undefined;
  for (const document of documents.filter(({ errors }) => errors.length > 0)) {
    visit(document, {
      Scalar(_, { type, range }) {
        if ((type !== "QUOTE_DOUBLE" && type !== "QUOTE_SINGLE") || !range) return undefined;
        if (!text.slice(range[0], range[1]).includes("\n")) return undefined;
        found = range[0];
        return visit.BREAK;
      },
    });
    if (found !== undefined) break;
  }
  return found;
}
