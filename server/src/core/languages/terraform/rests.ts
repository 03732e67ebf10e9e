import type { Anchor } from "../../model/anchor.ts";
import { partsOf } from "./hcl/find.ts";
import { asWritten } from "./hcl/moved.ts";
import type { Block, Expression, Label, Step } from "./hcl/tree.ts";
import { countOf, declarationNamed } from "./instances.ts";
import { type Declaration, type Located, type LocatedBlock, type Module, typeOf } from "./module.ts";
import { namingOf } from "./target.ts";

/** Where something stood when it was read. */
export interface Place {
  /** Of its text, wherever that stands: the same one for as long as the text does not change. */
  readonly anchor: Anchor;
  readonly start: number;
}

/** A name of a module that a block rests on, and what was behind it. */
export interface Rest {
  readonly name: string;
  readonly behind: readonly (Place | undefined)[];
}

/** All that a block rests on, one behind another; `undefined` when that cannot be told. */
export function restsOf(block: Block, module: Module): readonly Rest[] | undefined {
  const rests = new Map<string, Rest>();
  const open = [...namesIn(block)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === ANYTHING) return undefined;
    if (rests.has(name)) continue;
    const { behind, written } = lookUp(name, module);
    rests.set(name, { name, behind });
    for (const node of written) open.push(...namesWithin(node));
  }
  return [...rests.values()];
}

/** Whether the same text is still behind names. */
export const areKept = (rests: readonly Rest[], module: Module): boolean =>
  rests.every(({ name, behind }) => {
    const now = lookUp(name, module).behind;
    return behind.every((place, i) => place?.anchor === now[i]?.anchor);
  });

/** Whether what is behind names stands where it stood. */
export const areInPlace = (rests: readonly Rest[], module: Module): boolean =>
  rests.every(({ name, behind }) => {
    const now = lookUp(name, module).behind;
    return behind.every((place, i) => place?.start === now[i]?.start);
  });

const anchors = new WeakMap<object, Anchor>();

/** The place of a node that stands somewhere now; what was read in it goes there, too. */
export function placeOf(written: Written, uri: string, start: number): Place {
  const anchor = anchors.get(written) ?? { uri, start: written.start, end: written.end, by: 0 };
  anchors.set(written, anchor);
  anchor.by = start - anchor.start;
  return { anchor, start };
}

/** A node as it was first read. */
type Written = Expression | Label | Block;

interface Found {
  readonly behind: readonly (Place | undefined)[];
  readonly written: readonly (Written | undefined)[];
}

const found = new WeakMap<Module, Map<string, Found>>();

/** What is behind a name; looked up once in each version of a module. */
function lookUp(name: string, module: Module): Found {
  const known = found.get(module) ?? new Map<string, Found>();
  found.set(module, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = putTogether(nodesBehind(name, module));
  known.set(name, made);
  return made;
}

/** A node as it was first read, and where it stands now. */
interface Node {
  readonly written: Written;
  readonly uri: string;
  readonly start: number;
}

const putTogether = (nodes: readonly (Node | undefined)[]): Found => ({
  behind: nodes.map((node) => node && placeOf(node.written, node.uri, node.start)),
  written: nodes.map((node) => node?.written),
});

/** Stands for whatever cannot be named. */
const ANYTHING = "";
/** Stands before the name of a resource. */
const WHOLE = "resource ";
const MODULE = "module.";
const LOCAL = "local.";
const VARIABLE = "var.";

function nodesBehind(name: string, module: Module): readonly (Node | undefined)[] {
  const { locals, settings, defaults, calls } = module;
  if (name.startsWith(WHOLE)) return nodesOfResource(declarationNamed(name.slice(WHOLE.length), module));
  if (name.startsWith(MODULE)) return [nodeOfBlock(calls.get(name.slice(MODULE.length)))];
  if (name.startsWith(LOCAL)) return [nodeOf(locals.get(name.slice(LOCAL.length)))];
  const variable = name.slice(VARIABLE.length);
  return [nodeOf(settings.get(variable)), nodeOf(defaults.get(variable)), nodeOf(typeOf(variable, module))];
}

const nodeOf = (located: Located | undefined): Node | undefined =>
  located && {
    written: asWritten(located.expression),
    uri: located.source.uri,
    start: located.expression.start,
  };

const nodeOfBlock = (located: LocatedBlock | undefined): Node | undefined =>
  located && { written: asWritten(located.block), uri: located.source.uri, start: located.block.start };

/** What decides how many instances a resource has, and its name. */
function nodesOfResource(declaration: Declaration | undefined): readonly (Node | undefined)[] {
  if (declaration === undefined) return [undefined, undefined];
  const { block, source } = declaration;
  const first = asWritten(block);
  const by = block.start - first.start;
  return [countOf({ block: first }), first.labels.at(-1)].map(
    (written) => written && { written, uri: source.uri, start: written.start + by },
  );
}

function namesWithin(node: Written | undefined): readonly string[] {
  if (node === undefined || !("kind" in node)) return [];
  return node.kind === "block" ? namesIn(node) : namesOf(node);
}

const namesIn = (block: Block): readonly string[] =>
  asWritten(block).body.items.flatMap((item) => (item.kind === "block" ? namesIn(item) : namesOf(item.value)));

const names = new WeakMap<Expression, readonly string[]>();

/** Locals, variables, modules and whole resources that an expression names. */
function namesOf(expression: Expression): readonly string[] {
  const cached = names.get(expression);
  if (cached !== undefined) return cached;
  const inside = new Set<string>();
  const open: Expression[] = [expression];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const name = nameOf(one);
    if (name !== undefined) inside.add(name);
    open.push(...partsOf(one));
  }
  names.set(expression, [...inside]);
  return [...inside];
}

function nameOf(expression: Expression): string | undefined {
  if (expression.kind !== "traversal" || expression.root.kind !== "name") return undefined;
  const [first] = expression.steps;
  const { name } = expression.root;
  if (first?.kind !== "attribute") return name === "module" ? ANYTHING : undefined;
  if (name === "local" || name === "var" || name === "module") return `${name}.${first.name}`;
  return wholeName(name, expression.steps);
}

/** A resource that is named without an instance rests on how many it has. */
function wholeName(root: string, steps: readonly Step[]): string | undefined {
  const { head, steps: names } = namingOf(root);
  const next = steps[names];
  if (next !== undefined && next.kind !== "splat") return undefined;
  return (
    WHOLE + [...head, ...steps.slice(0, names).map((step) => (step.kind === "attribute" ? step.name : ""))].join(".")
  );
}
