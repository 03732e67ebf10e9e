import type { Value } from "../model/value.ts";
import type { Source } from "./language.ts";

/** A condition with the text that stands in its span; other values, and those of other documents, as they are. */
export function withWritten(value: Value, { uri, text }: Pick<Source, "uri" | "text">): Value {
  const { slot, span } = value;
  return slot === "condition" && span.uri === uri ? { written: text.slice(span.start, span.end), ...value } : value;
}
