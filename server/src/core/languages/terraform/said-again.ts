import { type Anchor, everySpan } from "../../model/anchor.ts";
import type { Part } from "../../model/value.ts";
import { encloses, type Span } from "../../text/span.ts";
import { AnchoredExtraction } from "../anchored-extraction.ts";
import type { Said } from "./remembered.ts";
import { tellsPlace } from "./target.ts";

/**
 * What some pieces of text said when they were first read, for wherever they stand later; `undefined` when a place belongs to
 * none of them.
 */
export function anchoredSaid(said: Said, anchors: readonly Anchor[]): Said | undefined {
  const anchorAt = (span: Span) => anchors.find((anchor) => encloses(anchor, span));
  const isPlaced =
    everySpan([said.facts, said.values], (span) => anchorAt(span) !== undefined) &&
    !said.values.some(({ parts }) => parts.some(isPlace));
  return isPlaced ? new AnchoredExtraction(said, anchorAt) : undefined;
}

const isPlace = (part: Part): boolean =>
  part.kind === "reference" && part.target !== undefined && tellsPlace(part.target.address);
