import { literal, type Part } from "../../model/value.ts";
import { FIRST, FURTHER, firstFrom, holdsAny, type Masked } from "./placeholders.ts";

/**
 * Splits a decoded text at its masked stretches. The stretches keep their order when a text is decoded, so the n-th one in it is the
 * n-th placeholder between `start` and `end` of the document.
 */
export function partsOf(decoded: string, masked: Masked, uri: string, start: number, end: number): readonly Part[] {
  if (holdsAny(masked.controls, start, end)) return [unknownWhole(decoded, uri, start, end)];
  if (!decoded.includes(FIRST)) return decoded === "" ? [] : [literal(decoded)];
  const parts: Part[] = [];
  let next = firstFrom(masked.starts, start);
  for (const piece of decoded.split(STRETCHES)) {
    if (piece === "") continue;
    const placeholder = piece.startsWith(FIRST) ? masked.placeholders[next++] : undefined;
    if (placeholder === undefined || placeholder.end > end) parts.push(literal(piece));
    else
      parts.push({
        kind: "reference",
        text: placeholder.text,
        span: { uri, start: placeholder.start, end: placeholder.end },
      });
  }
  return parts;
}

const STRETCHES = new RegExp(`(${FIRST}${FURTHER}*)`);

const unknownWhole = (text: string, uri: string, start: number, end: number): Part => ({
  kind: "reference",
  text,
  span: { uri, start, end },
});
