import type { Binding } from "../../../model/facts.ts";
import type { Part, Reference, Value } from "../../../model/value.ts";
import { encloses } from "../../../text/span.ts";
import { isOfScope } from "../module.ts";
import { isChanging } from "../target.ts";

export const referencesOf = (values: readonly Value[]): readonly Reference[] =>
  values.flatMap(({ parts }) => parts).filter((part) => part.kind === "reference");

/** The value with each reference to a known instance (`sa[each.key]` for one key) written with its key (`sa["ci"]`). */
export const settled = (value: Value): Value => ({ ...value, parts: value.parts.map(settledPart) });

function settledPart(part: Part): Part {
  if (part.kind === "literal" || part.target === undefined || !isChanging(part)) return part;
  const { address, attribute } = part.target;
  const name = address.slice(address.indexOf("#") + 1);
  return name.endsWith("]") && part.text.startsWith(name.slice(0, name.indexOf("[")))
    ? { ...part, text: attribute === "" ? name : `${name}.${attribute}` }
    : part;
}

/** Whether the values mean the same in the statement's module, outside the block where they stand. */
export const isMovable = (values: readonly Value[], { scope }: Binding): boolean =>
  referencesOf(values).every((reference) => isOfScope(reference.span.uri, scope) && !isChanging(reference));

/** The same inside a copy of the statement's own block, where `each` and `count` stay what they are. */
export const isRepeatable = (values: readonly Value[], { scope, span, authority }: Binding): boolean =>
  referencesOf(values).every(
    (reference) =>
      isOfScope(reference.span.uri, scope) &&
      (!isChanging(reference) || (authority !== "policy" && encloses(span, reference.span))),
  );
