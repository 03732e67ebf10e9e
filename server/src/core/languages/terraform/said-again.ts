import { everySpan } from "../../model/anchor.ts";
import type { Part } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import type { Extraction } from "../language.ts";
import { tellsPlace } from "./target.ts";

/** Whether all places in what some text said pass a test, and no name in it tells one. */
export const isPlaced = ({ facts, values }: Extraction, test: (span: Span) => boolean): boolean =>
  everySpan([facts, values], test) && !values.some(({ parts }) => parts.some(isPlace));

const isPlace = (part: Part): boolean =>
  part.kind === "reference" && part.target !== undefined && tellsPlace(part.target.address);
