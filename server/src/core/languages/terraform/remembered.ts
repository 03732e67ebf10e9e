import type { Fact } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import type { Env } from "./env.ts";
import { readsFiles } from "./functions/files.ts";
import { partsOf } from "./hcl/find.ts";
import type { Block, Expression, Step } from "./hcl/tree.ts";
import { countOf, declarationNamed } from "./instances.ts";
import type { Declaration, Module } from "./module.ts";

/** What a block says. */
export interface Said {
  readonly facts: readonly Fact[];
  readonly values: readonly Value[];
}

interface Remembered extends Said {
  readonly scope: string;
  readonly rests: readonly Rest[];
}

/** A name that the block rests on, and what was behind it. */
interface Rest {
  readonly name: string;
  readonly behind: readonly (Expression | undefined)[];
}

const memory = new WeakMap<Block, Remembered>();

/**
 * What a block said when it was last read, if neither it nor a local or variable that leads to it has changed since; else
 * what `read` gives. A block of a module that was called, or one that asks a called module or a file, is always read anew.
 */
export function remembered({ block }: Declaration, { module, around, budget }: Env, read: () => Said): Said {
  if (around?.variable !== undefined) return read();
  const before = memory.get(block);
  if (before !== undefined && before.scope === module.scope && isSame(before.rests, module)) return before;
  const said = read();
  const rests = restsOf(block, module);
  if (rests !== undefined && budget.left > 0) memory.set(block, { ...said, scope: module.scope, rests });
  return said;
}

const isSame = (rests: readonly Rest[], module: Module): boolean =>
  rests.every(({ name, behind }) => {
    const now = behindName(name, module);
    return now[0] === behind[0] && now[1] === behind[1];
  });

function behindName(name: string, module: Module): readonly (Expression | undefined)[] {
  const { locals, settings, defaults } = module;
  if (name.startsWith(WHOLE)) {
    const declaration = declarationNamed(name.slice(WHOLE.length), module);
    return [declaration && countOf(declaration)];
  }
  if (name.startsWith("local.")) return [locals.get(name.slice(6))?.expression];
  return [settings.get(name.slice(4))?.expression, defaults.get(name.slice(4))?.expression];
}

/** All that a block rests on, one behind another; `undefined` when that leads to another module or to a file. */
function restsOf(block: Block, module: Module): readonly Rest[] | undefined {
  const rests = new Map<string, Rest>();
  const open = [...namesIn(block)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === ELSEWHERE) return undefined;
    if (rests.has(name)) continue;
    const behind = behindName(name, module);
    rests.set(name, { name, behind });
    for (const expression of behind) if (expression !== undefined) open.push(...namesOf(expression));
  }
  return [...rests.values()];
}

/** Stands for whatever is not in the module. */
const ELSEWHERE = "elsewhere";
/** Stands before the name of a resource. */
const WHOLE = "resource ";

const names = new WeakMap<Expression, readonly string[]>();

/** Locals, variables and modules that an expression names. */
function namesOf(expression: Expression): readonly string[] {
  const cached = names.get(expression);
  if (cached !== undefined) return cached;
  const found = new Set<string>();
  const open: Expression[] = [expression];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const name = nameOf(one);
    if (name !== undefined) found.add(name);
    open.push(...partsOf(one));
  }
  names.set(expression, [...found]);
  return [...found];
}

function nameOf(expression: Expression): string | undefined {
  if (expression.kind === "call" && readsFiles(expression)) return ELSEWHERE;
  if (expression.kind !== "traversal" || expression.root.kind !== "name") return undefined;
  const [first] = expression.steps;
  const { name } = expression.root;
  if (name === "module") return ELSEWHERE;
  if (first?.kind !== "attribute") return undefined;
  if (name === "local" || name === "var") return `${name}.${first.name}`;
  return wholeName(name, expression.steps);
}

/** A resource that is named without an instance rests on how many it has. */
function wholeName(root: string, steps: readonly Step[]): string | undefined {
  const names = root === "data" ? 2 : 1;
  const next = steps[names];
  if (next !== undefined && next.kind !== "splat") return undefined;
  return WHOLE + [root, ...steps.slice(0, names).map((step) => (step.kind === "attribute" ? step.name : ""))].join(".");
}

const namesIn = (block: Block): readonly string[] =>
  block.body.items.flatMap((item) => (item.kind === "block" ? namesIn(item) : namesOf(item.value)));
