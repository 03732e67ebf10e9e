import type { Change } from "../../model/finding.ts";
import { applyEdits, areApart, type Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import { fileNear } from "../file-near.ts";
import { apart, joined } from "../joined.ts";
import {
  type Elsewhere,
  type Extraction,
  type Language,
  NOTHING,
  NOWHERE,
  type Piece,
  type Source,
} from "../language.ts";
import { type Comments, commented } from "./comment.ts";
import { asSource, type Inner, readInner, renderInner } from "./inner.ts";
import { Scribe, type Transcript, toDocument } from "./transcript.ts";

/** A kind of documents that hold another language. */
export interface Host extends Pick<Language, "id" | "matches"> {
  readonly guest: Language;
  /** True when nobody applies the documents as they stand. */
  readonly explains?: boolean;
  /** How comments are written; absent where there are none. */
  readonly comments?: Comments;
  /** Cheap and never wrong the other way; by default what the guest says. */
  readonly mayHold?: Language["mayHold"];
  /** Paths of files that a document takes in. */
  readonly includes?: (text: string) => readonly string[];
  /**
   * Writes what a stretch of a document holds. Total.
   * @param own where the document's own text begins; what it takes in stands before.
   */
  transcribe(text: string, piece: Piece, scribe: Scribe, own: number): void;
  /** A text of the guest as the document writes it; `undefined` when it cannot. By default as it is. */
  encode?(written: string, text: string): string | undefined;
}

/** A language that reads documents by what is transcribed from them. */
export function hosted(host: Host): Language {
  const mayHold = host.mayHold ?? host.guest.mayHold;
  return {
    id: host.id,
    matches: host.matches,
    mayHold,
    extract(unit, elsewhere) {
      const read = unit.filter(({ text }) => mayHold(text)).map((source) => extractJoined(host, source, elsewhere));
      return { facts: read.flatMap(({ facts }) => facts), values: read.flatMap(({ values }) => values) };
    },
    render: (change, source) =>
      change.kind === "ignore" ? ignore(host, change, source) : renderInner(innerOf(host, source), change),
  };
}

const kept = new WeakMap<Source, Inner>();

/** What a document holds, transcribed once per version. */
function innerOf(host: Host, document: Source, own = 0): Inner {
  const known = kept.get(document);
  if (known !== undefined) return known;
  const transcript = transcribed(host, document, own);
  const inner: Inner = {
    guest: host.guest,
    document,
    transcript,
    source: asSource(transcript, document.uri),
    edits: (own, anchor) => documentEdits(host, own, document, transcript, anchor),
  };
  kept.set(document, inner);
  return inner;
}

/** With what the document takes in; what stands there alone is told where that is read. */
function extractJoined(host: Host, source: Source, elsewhere: Elsewhere = NOWHERE): Extraction {
  const files = elsewhere === NOWHERE ? [] : takenIn(host, source, elsewhere);
  if (files.length === 0) return extract(host, source);
  const all = joined(files, source);
  return apart(extract(host, all.source, all.parts.at(-1)?.start), all);
}

const MOST_FILES = 20;

/** All files that a document takes in, in front of those that take them in. */
function takenIn(host: Host, source: Source, elsewhere: Elsewhere): readonly Source[] {
  const seen = new Set([source.uri]);
  const filesOf = ({ uri, text }: Source): readonly Source[] =>
    (host.includes?.(text) ?? []).flatMap((path) => {
      const file =
        seen.size > MOST_FILES ? undefined : (fileNear(path, uri, elsewhere) ?? fileNear(path, source.uri, elsewhere));
      if (file === undefined || seen.has(file.uri)) return [];
      seen.add(file.uri);
      return [...filesOf(file), file];
    });
  return filesOf(source);
}

function extract(host: Host, source: Source, own = 0): Extraction {
  const inner = innerOf(host, source, own);
  if (inner.transcript.runs.length === 0) return NOTHING;
  return readInner(inner, (fact) => (host.explains === true ? { ...fact, isExample: true } : fact));
}

function transcribed(
  { transcribe }: Host,
  { text, pieces = [{ start: 0, end: text.length }] }: Source,
  own = 0,
): Transcript {
  const scribe = new Scribe(text);
  for (const piece of pieces) transcribe(text, piece, scribe, own);
  return scribe.transcript();
}

/** The guest's edits as edits of the document, if what is then transcribed is what the guest has written. */
function documentEdits(
  host: Host,
  own: readonly Edit[],
  source: Source,
  transcript: Transcript,
  anchor?: number,
): readonly Edit[] | undefined {
  const { uri, text } = source;
  const edits = own.flatMap((edit) =>
    edit.span.uri === uri ? (documentEdit(host, edit, source, transcript, anchor) ?? []) : [],
  );
  if (edits.length < own.length || !areApart(edits) || !areApart(own)) return undefined;
  const pieces = source.pieces === undefined ? {} : { pieces: grown(source.pieces, edits) };
  const is = transcribed(host, { uri, text: applyEdits(text, edits), ...pieces }).text;
  return withoutEmptyLines(is) === withoutEmptyLines(applyEdits(transcript.text, own)) ? edits : undefined;
}

/** Each piece ends with one. */
const withoutEmptyLines = (text: string): string => text.replace(/(?:\r?\n)+/g, "\n").trim();

function documentEdit(
  host: Host,
  edit: Edit,
  { text }: Source,
  transcript: Transcript,
  anchor = Math.max(0, edit.span.start - 1),
): Edit | undefined {
  const { start, end } = edit.span;
  const encoded = host.encode === undefined ? edit.text : host.encode(edit.text, text);
  if (encoded === undefined) return undefined;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const [prefix, further] = edit.text.includes("\n") ? prefixesAt(anchor, text, transcript) : ["", ""];
  const lines = edit.text.includes("\n") ? prefixed(edit.text, encoded, newline, prefix, further) : encoded;
  const place = toDocument(transcript, edit.span);
  const isLine = start === 0 || transcript.text[start - 1] === "\n";
  if (isLine && start === end) {
    const at = behindLine(text, place.start);
    return { span: { ...edit.span, start: at, end: at }, text: prefix + lines };
  }
  const isDeleted = isLine && edit.text === "" && transcript.text[end - 1] === "\n";
  const from = isDeleted ? deletedFrom(text, place.start) : place.start;
  return from === undefined ? undefined : { span: { ...edit.span, ...place, start: from }, text: lines };
}

const QUOTED_LINE = /(?:"|\\n)([^"\\]*)$/;

/**
 * Where a line begins that goes: what stands before it in the document goes along, of a line in quotes what stands in these.
 * `undefined` where something keeps what the line gives.
 */
function deletedFrom(text: string, offset: number): number | undefined {
  const line = lineStart(text, offset);
  const before = QUOTED_LINE.exec(text.slice(line, offset))?.[1];
  if (before === undefined) return line;
  return before.includes("=") ? undefined : offset - before.length;
}

/** The start of the next line, where nothing but white space stands between. */
const behindLine = (text: string, offset: number): number =>
  offset === lineStart(text, offset)
    ? offset
    : offset + (/^[ \t]*\r?\n/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);

const lineStart = (text: string, offset: number): number => (offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1);

/** The lines of a text with what stands before them in the document; `written` is the text as the guest wrote it. */
function prefixed(written: string, encoded: string, newline: string, prefix: string, further: string): string {
  const lines = written.split("\n");
  return encoded
    .split(/\r?\n/)
    .map((line, i) => (i === 0 || line === "" ? line : (/\\\r?$/.test(lines[i - 1] ?? "") ? further : prefix) + line))
    .join(newline);
}

/** What stands in the document alone before the line with an offset of the transcript, and before a line that goes on from it. */
function prefixesAt(offset: number, text: string, transcript: Transcript): readonly [string, string] {
  const newline = transcript.text.indexOf("\n", offset);
  const goesOn = newline > 0 && /\\\r?$/.test(transcript.text.slice(newline - 2, newline));
  const first = prefixAt(offset, text, transcript);
  return [first, goesOn ? prefixAt(newline + 1, text, transcript) : first];
}

/** The white space that stands in the document alone, before a line of the transcript. */
function prefixAt(offset: number, text: string, transcript: Transcript): string {
  const from = lineStart(transcript.text, offset);
  const place = toDocument(transcript, { start: from, end: from + 1 });
  const start = lineStart(text, place.start);
  return /^[ \t]*/.exec(text.slice(start, place.start))?.[0] ?? "";
}

/** Where the pieces are when the edits have been made. */
function grown(pieces: readonly Piece[], edits: readonly Edit[]): readonly Piece[] {
  const by = (isBefore: (span: Span) => boolean) =>
    edits.reduce((sum, { span, text }) => sum + (isBefore(span) ? text.length - (span.end - span.start) : 0), 0);
  return pieces.map(({ start, end }) => ({
    start: start + by((span) => span.start < start),
    end: end + by((span) => span.start <= end),
  }));
}

function ignore(host: Host, change: Extract<Change, { kind: "ignore" }>, source: Source): readonly Edit[] | undefined {
  if (host.comments === undefined) return undefined;
  const { facts } = extract(host, source);
  return commented(change, host.comments, source, facts);
}
