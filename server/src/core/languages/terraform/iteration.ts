import { literal } from "../../model/value.ts";
import { type Env, fold, type Iteration } from "./fold.ts";
import { type Folded, knownText } from "./folded.ts";
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
  /** Whether it stands for several instances. */
  readonly repeated: boolean;
}

/** A block inside another one, also when it is written as `dynamic`. */
export interface Child extends Instance {
  readonly block: Block;
  /** The block to point at: the `dynamic` block, or the block itself. */
  readonly written: Block;
}

/** The instances of a resource or data block. */
export function instancesOf(block: Block, env: Env): readonly Instance[] {
  const forEach = attributeOf(block, "for_each");
  if (forEach !== undefined) return iterate(forEach.value, "each", env);
  const count = attributeOf(block, "count");
  if (count !== undefined) return counted(count.value, env);
  return [{ env, key: "", repeated: false }];
}

/** `count = length(…)` walks through a list: one instance for each index. Any other count only repeats the block. */
function counted(count: Expression, env: Env): readonly Instance[] {
  const folded = fold(count, { ...env, defaults: true });
  const size = count.kind === "call" && folded.kind === "text" ? Number(knownText(folded)) : Number.NaN;
  if (!(size > 0 && size <= MOST_INSTANCES) || folded.kind !== "text") return [{ env, key: "", repeated: true }];
  return Array.from({ length: size }, (_, index) => ({
    env: {
      ...env,
      iterators: new Map([
        ...env.iterators,
        ["count", { key: { ...folded, parts: [literal(String(index))] }, value: undefined }],
      ]),
    },
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

function iterate(forEach: Expression, iterator: string, env: Env): readonly Instance[] {
  const folded = fold(forEach, { ...env, defaults: true });
  const known = iterationsOf(folded);
  const withIteration = (iteration: Iteration): Env => ({
    ...env,
    iterators: new Map([...env.iterators, [iterator, iteration]]),
  });
  const rest = { env: withIteration({ key: undefined, value: undefined }), key: "", repeated: true };
  if (known.length === 0 || known.length > MOST_INSTANCES) return [rest];
  const instances = known.map((iteration) => ({
    env: withIteration(iteration),
    key: keyOf(iteration),
    repeated: false,
  }));
  const complete = (folded.kind === "sequence" || folded.kind === "mapping") && folded.complete;
  return complete ? instances : [...instances, rest];
}

function iterationsOf(folded: Folded): readonly Iteration[] {
  if (folded.kind === "sequence") return folded.items.map((item) => ({ key: item, value: item }));
  return folded.kind === "mapping" ? folded.entries.map(({ key, value }) => ({ key, value })) : [];
}

function keyOf({ key }: Iteration): string {
  const text = knownText(key);
  return text === undefined ? "" : instanceKey(text);
}
