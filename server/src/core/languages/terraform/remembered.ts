import { type Anchor, hasAnchors } from "../../model/anchor.ts";
import type { Span } from "../../text/span.ts";
import type { Extraction } from "../language.ts";
import type { Env } from "./env.ts";
import { readsFiles } from "./functions/files.ts";
import { partsOf } from "./hcl/find.ts";
import { asWritten } from "./hcl/moved.ts";
import type { Block, Expression, Label, Step } from "./hcl/tree.ts";
import { countOf, declarationNamed } from "./instances.ts";
import type { Declaration, Located, Module } from "./module.ts";
import { anchoredSaid } from "./said-again.ts";

/** What a block says. */
export interface Said extends Extraction {
  /** What it said before it was moved. */
  readonly origin?: Extraction;
}

/** What a block said when it was first read, or says wherever it stands. */
interface Remembered {
  readonly said: Said;
  readonly scope: string;
  readonly block: Span;
  readonly rests: readonly Rest[];
  /** Of the block and of what is behind its names; absent until it is read again. */
  readonly anchors?: readonly Anchor[];
}

/** A name that the block rests on, and what was behind it. */
interface Rest {
  readonly name: string;
  readonly behind: readonly (Behind | undefined)[];
}

interface Behind extends Span {
  /** It as it was first read. */
  readonly written: Expression | Label;
}

const memory = new WeakMap<Block, Remembered>();

/**
 * What a block said when it was last read, if neither it nor a local or variable that leads to it has changed since; where one
 * of them stands elsewhere now, its facts go with it. Else what `read` gives. A block of a module that was called, or one that
 * asks a called module or a file, is always read anew.
 */
export function remembered(declaration: Declaration, env: Env, read: () => Said): Said {
  const { module, around, budget } = env;
  if (around?.variable !== undefined) return read();
  const key = asWritten(declaration.block);
  const before = memory.get(key);
  const kept = before?.scope === module.scope ? again(before, declaration, module) : undefined;
  if (kept !== undefined) {
    if (kept !== before) memory.set(key, kept);
    return kept.said;
  }
  const said = read();
  const first = firstRead(said, declaration, module);
  if (first !== undefined && budget.left > 0) memory.set(key, first);
  return said;
}

function firstRead(said: Said, { block, source }: Declaration, module: Module): Remembered | undefined {
  const rests = restsOf(block, module);
  const place = { uri: source.uri, start: block.start, end: block.end };
  return rests && { said, scope: module.scope, block: place, rests };
}

/** What was remembered, at the places of now; `undefined` when it rests on something that has changed. */
function again(before: Remembered, { block, source }: Declaration, module: Module): Remembered | undefined {
  if (before.block.uri !== source.uri) return undefined;
  const starts = startsOf(before.rests, module);
  if (starts === undefined) return undefined;
  starts.unshift(block.start);
  const kept = before.anchors === undefined && !isMoved(before, starts) ? before : anchored(before);
  kept?.anchors?.forEach((anchor, i) => {
    anchor.by = (starts[i] ?? anchor.start) - anchor.start;
  });
  return kept;
}

/** Whether a part stands elsewhere now; in a document that moved, all of what it says is to go with it. */
const isMoved = ({ block, rests }: Remembered, starts: readonly number[]): boolean =>
  hasAnchors(block.uri) || piecesOf(block, rests).some(({ start }, i) => start !== starts[i]);

const piecesOf = (block: Span, rests: readonly Rest[]): readonly Span[] => [
  block,
  ...rests.flatMap(({ behind }) => behind.filter((one) => one !== undefined)),
];

function anchored(before: Remembered): Remembered | undefined {
  if (before.anchors !== undefined) return before;
  const anchors = piecesOf(before.block, before.rests).map(({ uri, start, end }) => ({ uri, start, end, by: 0 }));
  const said = anchoredSaid(before.said, anchors);
  return said && { ...before, said, anchors };
}

/** Where what is behind some names starts now; `undefined` when it is not what it was. */
function startsOf(rests: readonly Rest[], module: Module): number[] | undefined {
  const starts: number[] = [];
  for (const { name, behind } of rests) {
    const located = behindName(name, module);
    for (const [i, one] of behind.entries()) {
      const other = located[i];
      if (one === undefined && other === undefined) continue;
      if (one?.written !== other?.written || one?.uri !== other?.uri || other === undefined) return undefined;
      starts.push(other.start);
    }
  }
  return starts;
}

function behindName(name: string, module: Module): readonly (Behind | undefined)[] {
  const { locals, settings, defaults } = module;
  if (name.startsWith(WHOLE)) return resourceBehind(declarationNamed(name.slice(WHOLE.length), module));
  if (name.startsWith("local.")) return [behindOf(locals.get(name.slice(6)))];
  return [behindOf(settings.get(name.slice(4))), behindOf(defaults.get(name.slice(4)))];
}

const behindOf = (located: Located | undefined): Behind | undefined =>
  located && {
    written: asWritten(located.expression),
    uri: located.source.uri,
    start: located.expression.start,
    end: located.expression.end,
  };

/** What decides how many instances a resource has, and its name. */
function resourceBehind(declaration: Declaration | undefined): readonly (Behind | undefined)[] {
  if (declaration === undefined) return [undefined, undefined];
  const { block, source } = declaration;
  const first = asWritten(block);
  const by = block.start - first.start;
  return [countOf({ block: first }), first.labels.at(-1)].map(
    (written) => written && { written, uri: source.uri, start: written.start + by, end: written.end + by },
  );
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
    for (const one of behind) if (one !== undefined && "kind" in one.written) open.push(...namesOf(one.written));
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
  asWritten(block).body.items.flatMap((item) => (item.kind === "block" ? namesIn(item) : namesOf(item.value)));
