import type { Span } from "../text/span.ts";
import type { Value } from "./value.ts";

/** Marks between literal text and the expression behind it: `$`, `${`. More would mean quotes or escapes in between. */
const MOST_MARKS = 2;

/**
 * The span of the first `length` characters of a value's literal text. The whole value where the source may be written
 * in another way than it reads (escapes, quotes inside).
 */
export function leadingSpan(value: Value, length: number): Span {
  const { span, parts } = value;
  let plain = 0;
  for (const part of parts) {
    if (part.kind === "reference") {
      const marks = part.span.start - span.start - plain;
      const isPlain = part.span.uri === span.uri && marks >= 0 && marks <= MOST_MARKS && length <= plain;
      return isPlain ? { ...span, end: span.start + length } : span;
    }
    plain += part.text.length;
  }
  return plain === span.end - span.start && length <= plain ? { ...span, end: span.start + length } : span;
}
