import type { Slot } from "../../../model/value.ts";
import { displayParts } from "../../../model/value.ts";
import { type Folded, knownText, optionsOf, type Text } from "../folded.ts";
import { type Call, foldAt, memberOf } from "./call.ts";

/** What stands at a path, and the keys and the words that lead to it. */
export interface Place {
  readonly folded: Folded;
  readonly keys: readonly Text[];
  readonly label: string;
}

/** What stands at a path: once, or for each entry that a `*` stands for. */
export function placesAt(call: Call, path: string, slot: Slot): readonly Place[] {
  const [first = "", ...rest] = path.split(".");
  const folded = foldAt(call, first, slot);
  if (folded === undefined) return [];
  return rest.reduce<readonly Place[]>(
    (places, name) => places.flatMap((place) => stepInto(place, name)),
    [{ folded, keys: [], label: first }],
  );
}

function stepInto({ folded: whole, keys, label }: Place, name: string): readonly Place[] {
  return optionsOf(whole).flatMap((folded) => stepIntoOne({ folded, keys, label }, name));
}

function stepIntoOne({ folded, keys, label }: Place, name: string): readonly Place[] {
  if (name !== "*") {
    const inner = memberOf(folded, name);
    return inner === undefined ? [] : [{ folded: inner, keys, label: `${label}.${name}` }];
  }
  if (folded.kind === "mapping")
    return folded.entries.map(({ key, value }) => ({
      folded: value,
      keys: [...keys, key],
      label: `${label}["${knownText(key) ?? displayParts(key.parts)}"]`,
    }));
  if (folded.kind !== "sequence") return [];
  return folded.items.map((item, index) => {
    const name = memberOf(item, "name");
    return { folded: item, keys: [...keys, ...(name?.kind === "text" ? [name] : [])], label: `${label}[${index}]` };
  });
}
