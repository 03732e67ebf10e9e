import { everySpan, type Move } from "../../model/moved.ts";
import type { Part } from "../../model/value.ts";
import { encloses, type Span } from "../../text/span.ts";
import { MovedExtraction } from "../moved-extraction.ts";
import type { Said } from "./remembered.ts";
import { tellsPlace } from "./target.ts";

/** Where a piece of text stood when what it says was read. */
export type Stood = Span;

/**
 * What some pieces of text said when they were first read, now that they may start elsewhere; `undefined` when a place
 * belongs to none of them.
 */
export function saidAt(said: Said, stood: readonly Stood[], starts: readonly number[]): Said | undefined {
  const distances = stood.map(({ start }, i) => (starts[i] ?? start) - start);
  if (distances.every((distance) => distance === 0)) return said;
  return isPlaced(said, stood) ? new MovedExtraction(said, moveOf(stood, distances)) : undefined;
}

const pieceOf = (span: Span, stood: readonly Stood[]): number => stood.findIndex((piece) => encloses(piece, span));

const placed = new WeakMap<Said, boolean>();

function isPlaced(said: Said, stood: readonly Stood[]): boolean {
  const known = placed.get(said);
  if (known !== undefined) return known;
  const found =
    everySpan([said.facts, said.values], (span) => pieceOf(span, stood) >= 0) &&
    !said.values.some(({ parts }) => parts.some(isPlace));
  placed.set(said, found);
  return found;
}

const isPlace = (part: Part): boolean =>
  part.kind === "reference" && part.target !== undefined && tellsPlace(part.target.address);

const moveOf =
  (stood: readonly Stood[], distances: readonly number[]): Move =>
  (span) => {
    const by = distances[pieceOf(span, stood)] ?? 0;
    return by === 0 ? span : { uri: span.uri, start: span.start + by, end: span.end + by };
  };
