import type { Binding } from "../../../model/facts.ts";
import type { Grant } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { at, type Entry, type Mapping } from "../../manifest/tree.ts";
import { planGrant } from "../render/planned-grant.ts";
import type { NewBlock, Row } from "../render/style.ts";
import { entriesBehind } from "./entries.ts";
import { jsonOf } from "./written.ts";

/** What is to be written behind the last entry of an object, or behind another one of it: a tree of names. */
interface Insertion {
  readonly holder: Mapping;
  readonly behind: Entry;
  readonly names: readonly string[];
  readonly block: NewBlock;
}

/** Writes a grant as an object of its type, and what it needs before; not possible where a list holds the statements. */
export function addGrant(after: Binding, wanted: Grant, source: Source): readonly Edit[] | undefined {
  const planned = planGrant(after, wanted, source);
  const root = treeOf(source);
  if (planned === undefined || root?.kind !== "mapping") return undefined;
  const name = planned.beside.labels[1]?.text;
  const insertions = planned.blocks.map((block) => insertionOf(block, root, name));
  const whole = insertions.filter((one) => one !== undefined);
  if (whole.length < insertions.length || !planned.blocks.every(({ rows }) => rows.every(isPlain))) return undefined;
  return editsOf(whole, source);
}

/** Writes a block of its own into the object of its type, or into a new one behind the last; `undefined` where a list holds those. */
export function addBlock(block: NewBlock, root: Mapping, source: Source): readonly Edit[] | undefined {
  const insertion = insertionOf(block, root, undefined);
  return insertion && editsOf([insertion], source);
}

/** Whether a row is an argument or the room between arguments. */
const isPlain = (row: Row): boolean => "name" in row || row.text === "" || PROVIDER.test(row.text);
const PROVIDER = /^ {2}provider = ("[^"]*"|[\w.-]+)$/;

/** Where a block goes: into the object of its type, behind the named one if that is there, or with its type, or kind, into those around. */
function insertionOf(block: NewBlock, root: Mapping, beside: string | undefined): Insertion | undefined {
  const kind = at(root, block.kind);
  const type = at(kind, block.type);
  const [holder, ...names] =
    type !== undefined
      ? ([type, block.name] as const)
      : kind !== undefined
        ? ([kind, block.type, block.name] as const)
        : ([root, block.kind, block.type, block.name] as const);
  if (holder.kind !== "mapping") return undefined;
  const same = type === undefined ? undefined : holder.entries.find(({ key }) => key === beside);
  const behind = same ?? holder.entries.at(-1);
  return behind && { holder, behind, names, block };
}

/** What stands at one place is one edit. */
function editsOf(insertions: readonly Insertion[], source: Source): readonly Edit[] {
  const groups = new Map<Entry, Insertion[]>();
  for (const one of insertions) groups.set(one.behind, [...(groups.get(one.behind) ?? []), one]);
  return [...groups].map(([behind, group]) => {
    const holder = group[0]?.holder;
    const entries = group.map(({ names, block }) => [names[0] ?? "", nested(names.slice(1), block)] as const);
    return entriesBehind(behind, holder, entries, source);
  });
}

function nested(names: readonly string[], block: NewBlock): unknown {
  const [first, ...rest] = names;
  if (first !== undefined) return { [first]: nested(rest, block) };
  return Object.fromEntries(block.rows.flatMap(propertyOf));
}

function propertyOf(row: Row): readonly (readonly [string, unknown])[] {
  if ("name" in row && row.name !== "provider") return [[row.name, JSON.parse(jsonOf(row.value))]];
  if ("name" in row) return [[row.name, row.value]];
  const provider = PROVIDER.exec(row.text)?.[1];
  return provider === undefined ? [] : [["provider", provider.replaceAll('"', "")]];
}
