import { type Env, type Iteration, withIterator } from "./env.ts";
import { fold, spanOf } from "./fold.ts";
import { type Folded, isBounded, knownText } from "./folded.ts";
import { textOf } from "./functions/texts.ts";
import { hasWords } from "./has-words.ts";
import type { Attribute, Block, Expression } from "./hcl/tree.ts";
import { attributeOf } from "./module.ts";
import { instanceKey } from "./target.ts";

/** How many instances of a block are told apart; a block with more is read once. */
const MOST_INSTANCES = 300;

/** One instance of a block that has `for_each`, or a block as it stands. */
export interface Instance {
  readonly env: Env;
  /** `["key"]`; empty when the block has one instance or its key is not known. */
  readonly key: string;
  /** Whether it stands for several instances, or for one that may be absent. */
  readonly repeated: boolean;
  /** Whether a condition that is not known decides on it. */
  readonly doubtful?: boolean;
}

/** A block inside another one, also when it is written as `dynamic`. */
export interface Child extends Instance {
  readonly block: Block;
  /** The block to point at: the `dynamic` block, or the block itself. */
  readonly written: Block;
}

/** The instances of a resource, data or module block; one, that is not to be counted, where there surely is none. */
export function instancesOf(block: Block, env: Env): readonly Instance[] {
  const instances = writtenInstances(block, env);
  return env.repeated === true ? instances.map((instance) => ({ ...instance, repeated: true })) : instances;
}

function writtenInstances(block: Block, env: Env): readonly Instance[] {
  const forEach = attributeOf(block, "for_each");
  if (forEach !== undefined) {
    const instances = iterate(forEach.value, "each", env);
    return instances.length > 0 ? instances : [restOf("each", env)];
  }
  const count = attributeOf(block, "count");
  if (count !== undefined) return counted(count.value, env);
  return [{ env, key: "", repeated: false }];
}

/** Whether a block surely has no instance: its `count` is 0 or its `for_each` empty. */
export function isAbsentBlock(block: Block, env: Env): boolean {
  const forEach = attributeOf(block, "for_each");
  if (forEach !== undefined) return isEmpty(fold(forEach.value, { ...env, defaults: true }));
  const count = attributeOf(block, "count");
  const folded = count && fold(count.value, { ...env, defaults: false });
  return folded?.kind === "text" && folded.maybe !== true && knownText(folded) === "0";
}

const isEmpty = (folded: Folded): boolean =>
  (folded.kind === "sequence" && folded.complete && folded.items.length === 0) ||
  (folded.kind === "mapping" && folded.complete && folded.entries.length === 0);

/** A known count gives one instance for each index; any other only repeats the block. */
function counted(count: Expression, env: Env): readonly Instance[] {
  const folded = fold(count, { ...env, defaults: count.kind === "call" });
  const size = folded.kind === "text" && !folded.isDefault && !folded.maybe ? Number(knownText(folded)) : Number.NaN;
  if (!(size > 0 && size <= MOST_INSTANCES))
    return [{ env, key: "", repeated: true, doubtful: env.around?.variable !== undefined }];
  return Array.from({ length: size }, (_, index) => ({
    env: withIterator(env, "count", { key: textOf(String(index), spanOf(env, count)), value: undefined }),
    key: index === 0 ? "" : `[${index}]`,
    repeated: false,
  }));
}

/** The blocks of a name inside a block, each instance of a dynamic one on its own where its keys are known. */
export function childrenOf(block: Block, name: string, env: Env): readonly Child[] {
  return block.body.items.flatMap((item): readonly Child[] => {
    if (item.kind !== "block") return [];
    if (item.name === name) return [{ block: item, written: item, env, key: "", repeated: false }];
    return item.name === "dynamic" && item.labels[0]?.text === name ? dynamicChildren(item, name, env) : [];
  });
}

function dynamicChildren(written: Block, name: string, env: Env): readonly Child[] {
  const content = written.body.items.find((item): item is Block => item.kind === "block" && item.name === "content");
  const forEach = attributeOf(written, "for_each");
  if (content === undefined || forEach === undefined) return [];
  const iterator = iteratorName(attributeOf(written, "iterator")) ?? name;
  return iterate(forEach.value, iterator, env).map((instance) => ({ ...instance, block: content, written }));
}

const iteratorName = (attribute: Attribute | undefined): string | undefined =>
  attribute?.value.kind === "name" ? attribute.value.name : undefined;

const restOf = (iterator: string, env: Env): Instance => ({
  env: withIterator(env, iterator, { key: undefined, value: undefined }),
  key: "",
  repeated: true,
});

/** One instance for each item; none for an empty collection. */
function iterate(forEach: Expression, iterator: string, env: Env): readonly Instance[] {
  const folded = fold(forEach, { ...env, defaults: true });
  const all = iterationsOf(folded);
  if (all.length === 0 && isEmpty(folded)) return [];
  const known = all.filter(isOwn);
  if (known.length === 0 || known.length > MOST_INSTANCES) return [restOf(iterator, env)];
  const instances = known.map((iteration) => ({
    env: withIterator(env, iterator, iteration),
    key: keyOf(iteration),
    repeated: isDoubtful(iteration),
    doubtful: isDoubtful(iteration),
  }));
  const isAll = folded.kind !== "text" && folded.kind !== "either" && isBounded(folded);
  return isAll && known.length === all.length ? instances : [...instances, restOf(iterator, env)];
}

/** Whether an item is worth an instance of its own: its key is known, or some word in it. */
const isOwn = ({ key, value }: Iteration): boolean =>
  knownText(key) !== undefined ||
  (value !== undefined && (value.kind === "text" ? value !== key : hasWords(value))) ||
  isReference(key);

/** An item of a set that is a reference of its own. */
const isReference = (key: Folded | undefined): boolean => key?.kind === "text" && key.maybe !== true;

function iterationsOf(folded: Folded): readonly Iteration[] {
  if (folded.kind === "sequence") return folded.items.map((item) => ({ key: item, value: item }));
  return folded.kind === "mapping" ? folded.entries.map(({ key, value }) => ({ key, value })) : [];
}

/** Whether the instance is there only under a condition, or its key is not known. */
const isDoubtful = ({ key }: Iteration): boolean =>
  (key?.kind === "text" && key.maybe === true) || key?.kind === "either";

function keyOf({ key }: Iteration): string {
  const text = knownText(key);
  return text === undefined ? "" : instanceKey(text);
}
