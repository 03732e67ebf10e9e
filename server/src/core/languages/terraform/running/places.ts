import { known, literal, type Slot, type Value } from "../../../model/value.ts";
import { type Definite, optionsOf, select } from "../folded.ts";
import { childrenOf } from "../iteration.ts";
import { attributeOf } from "../module.ts";
import type { Reader } from "../reading.ts";
import type { Path } from "./workload-table.ts";

/** The blocks that a path leads to, each where it stands. */
export const blocksAt = (reader: Reader, path: Path): readonly Reader[] =>
  path === ""
    ? [reader]
    : path.split("/").reduce<readonly Reader[]>((at, names) => at.flatMap((one) => inside(one, names)), [reader]);

const inside = (reader: Reader, names: string): readonly Reader[] =>
  names
    .split("|")
    .flatMap((name) => childrenOf(reader.block, name, reader.env))
    .map(({ block, env }) => reader.of(block, env));

/** A path, split into the blocks that lead to the argument, the argument, and the key of its entry. */
export function splitPath(path: Path): { readonly blocks: Path; readonly name: string; readonly key?: string } {
  const [whole = "", key] = path.split(/[[\]]/);
  const slash = whole.lastIndexOf("/");
  const blocks = whole.slice(0, Math.max(0, slash));
  return { blocks, name: whole.slice(slash + 1), ...(key === undefined ? {} : { key }) };
}

/** The texts at some paths; of a list, each of its items. */
export const valuesAt = (reader: Reader, paths: readonly Path[], slot: Slot): readonly Value[] =>
  paths.flatMap((path) => {
    const { blocks, name, key } = splitPath(path);
    return blocksAt(reader, blocks).flatMap((one) =>
      foldedAt(one, name, slot).flatMap((folded) =>
        key === undefined ? textsOf(folded, one, slot) : entryOf(folded, key, one, slot),
      ),
    );
  });

/** What an argument may be. */
function foldedAt(reader: Reader, name: string, slot: Slot): readonly Definite[] {
  const attribute = attributeOf(reader.block, name);
  return attribute === undefined ? [] : optionsOf(reader.fold(attribute.value, slot));
}

function textsOf(folded: Definite, reader: Reader, slot: Slot): readonly Value[] {
  const items = folded.kind === "sequence" ? folded.items.flatMap(optionsOf) : [folded];
  return items.flatMap((item) => (item.kind === "text" ? [reader.make(item, slot)] : []));
}

/** The entry of a map; a text with commas lists several. */
function entryOf(folded: Definite, key: string, reader: Reader, slot: Slot): readonly Value[] {
  const entry = folded.kind === "mapping" ? select(folded, key) : undefined;
  if (entry?.kind !== "text") return [];
  const value = reader.make(entry, slot);
  const items = known(value)?.split(",") ?? [];
  return items.length < 2 ? [value] : items.map((item) => ({ ...value, parts: [literal(item.trim())] }));
}
