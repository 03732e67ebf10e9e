import { withPlaceholders } from "../../model/placeholders.ts";
import { literal, type Part, type Value } from "../../model/value.ts";
import type { Extraction } from "../language.ts";

/** Values that only tell what kind of value stands there. */
const KINDS: ReadonlySet<string> = new Set(["boolean", "integer", "string"]);

/**
 * What a document that explains says, with what its reader is to fill in as unknown: words of a schema, and placeholders that
 * would be literal text in a file that is applied.
 */
export const withStandIns = ({ facts, values }: Extraction): Extraction => {
  const known = new Map<object, unknown>();
  return { facts: facts.map((fact) => copied(fact, known)), values: values.map((value) => copied(value, known)) };
};

/** A copy of plain data; what was one object stays one. */
function copied<T>(data: T, known: Map<object, unknown>): T {
  if (typeof data !== "object" || data === null) return data;
  const before = known.get(data);
  if (before !== undefined) return before as T;
  const made = Array.isArray(data) ? data.map((item) => copied(item, known)) : copiedFields(data, known);
  const copy = isValue(data) ? { ...made, parts: partsOf(data) } : made;
  known.set(data, copy);
  return copy as T;
}

function copiedFields(data: object, known: Map<object, unknown>): object {
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(data)) made[key] = copied((data as Readonly<Record<string, unknown>>)[key], known);
  return made;
}

const isValue = (data: object): data is Value => "slot" in data && "parts" in data && "span" in data;

function partsOf({ slot, span, parts }: Value): readonly Part[] {
  const kind = slot === "condition" || slot === "text" ? "prose" : "names";
  return parts.flatMap((part): readonly Part[] => {
    if (part.kind === "reference") return [part];
    const { text } = part;
    if (parts.length === 1 && KINDS.has(text)) return [{ kind: "reference", text, span }];
    const found = withPlaceholders(text, () => span, kind);
    return found.length === 0 ? [literal(text)] : found;
  });
}
