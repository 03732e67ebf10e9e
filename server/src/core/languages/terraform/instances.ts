import type { Reference } from "../../model/value.ts";
import { doubtful } from "./either.ts";
import { type Env, spanOf, withDefaults } from "./env.ts";
import { fold } from "./fold.ts";
import { type Folded, knownText, optionsOf, type Text } from "./folded.ts";
import type { Block, Expression } from "./hcl/tree.ts";
import { type Instance, instancesOf, isAbsentBlock } from "./iteration.ts";
import { attributeOf, type Contents, type Declaration, type Module } from "./module.ts";
import { addressOf } from "./target.ts";

const byName = new WeakMap<readonly Contents[], ReadonlyMap<string, Declaration>>();

/** The resource or data source of a name. */
export function declarationNamed(name: string, { documents }: Module): Declaration | undefined {
  const known = byName.get(documents) ?? namesIn(documents);
  byName.set(documents, known);
  return known.get(name);
}

const namesIn = (documents: readonly Contents[]): ReadonlyMap<string, Declaration> =>
  new Map(documents.flatMap(({ declarations }) => declarations.map((one) => [one.name, one])));

/** What decides how many instances a resource has. */
export const countOf = ({ block }: Pick<Declaration, "block">): Expression | undefined =>
  (attributeOf(block, "for_each") ?? attributeOf(block, "count"))?.value;

/**
 * A resource as a value: a map or a list of its instances. One without `for_each` and `count` is a list of itself where a list is
 * needed, else `undefined`.
 */
export function foldResource({ source, block, name }: Declaration, env: Env, needsList: boolean): Folded | undefined {
  const own = { ...env, source };
  const instance = (written: string): Folded => {
    const span = spanOf(own, block.labels.at(-1) ?? block);
    const target = { address: addressOf(env.module.scope, name + (written === "[0]" ? "" : written)), attribute: "" };
    return placeless({ kind: "reference", text: name + written, span, target });
  };
  const all = asCounted(collectionOf(block, own, instance), block, own);
  const isOne = countOf({ block }) === undefined;
  return all ?? (isOne && needsList ? { kind: "sequence", items: [instance("")], complete: true } : undefined);
}

/** A list of one instance or none tells that there are no more, and that its item may not be there. */
function asCounted(all: Folded | undefined, block: Block, env: Env): Folded | undefined {
  const count = attributeOf(block, "count")?.value;
  if (all?.kind !== "sequence" || all.complete || count === undefined) return all;
  const sizes = optionsOf(fold(count, withDefaults(env, false))).map(knownText);
  const isOneAtMost = sizes.every((size) => size === "0" || size === "1");
  return isOneAtMost ? { ...all, items: all.items.map(doubtful), bounded: true } : all;
}

/** Makes a value of an instance, of which it gets `["key"]` or `[0]`. */
type Make = (written: string, env: Env) => Folded;

/** The instances of a block by their keys, or in the order of their numbers. */
export function collectionOf(block: Block, env: Env, make: Make): Folded | undefined {
  const isMap = attributeOf(block, "for_each") !== undefined;
  if (!isMap && attributeOf(block, "count") === undefined) return undefined;
  const instances = isAbsentBlock(block, env) ? [] : instancesOf(block, env);
  return isMap ? mapOf(instances, make) : listOf(instances, make);
}

function mapOf(instances: readonly Instance[], make: Make): Folded | undefined {
  const entries = instances.flatMap(({ env, key }) => {
    const name = env.iterators.get("each")?.key;
    return name?.kind === "text" && knownText(name) !== undefined ? [{ key: name, value: make(key, env) }] : [];
  });
  if (entries.length === 0 && instances.length > 0) return undefined;
  const complete = entries.length === instances.length && instances.every(({ repeated }) => !repeated);
  return { kind: "mapping", entries, complete };
}

/** A number that is not known is one instance at most in nearly all that people write, and it may be absent. */
function listOf(instances: readonly Instance[], make: Make): Folded {
  const items = instances.map(({ env, key }) => make(key === "" ? "[0]" : key, env));
  return { kind: "sequence", items, complete: instances.every(({ repeated }) => !repeated) };
}

export const placeless = (reference: Reference): Text => ({
  kind: "text",
  parts: [reference],
  span: reference.span,
  uses: [],
  isDefault: false,
  isPlaceless: true,
});
