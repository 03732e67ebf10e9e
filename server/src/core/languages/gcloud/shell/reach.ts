import { type Block, enclosing, isInside, loopsAround } from "./block.ts";
import type { Command, Definition, Script } from "./script.ts";

/** What is known about a variable at the place where it is used. */
export interface Reached {
  /** The definition whose value it surely has. */
  readonly definition: Definition | undefined;
  /** The last definition before the place in the text, whether it holds there or not. */
  readonly latest: Definition | undefined;
  /**
   * Equal for uses of one variable that surely have the same value, whatever it is: behind the variable's name, what tells
   * its values apart.
   */
  readonly identity: string;
  /** Whether its value may differ from one round of an enclosing loop to the next. */
  readonly varies: boolean;
  /** Whether it has one value here, each time that the place is reached; not what a loop or a function's caller gives. */
  readonly settled: boolean;
}

/** With more definitions a variable is a counter of generated code. */
const MOST_DEFINITIONS = 200;

const NOWHERE = { definition: undefined, latest: undefined };

/** A function that a function calls, and so on. */
const DEEPEST_CALLS = 4;
const MOST_CALLS = 20;

/** Looks up a variable used at an offset in a block; in a function, as its calls find it, where they all find the same. */
export function reach(script: Script, name: string, at: number, block: Block, depth = 0): Reached {
  const here = reachHere(script, name, at, block);
  const body = here.definition === undefined && depth < DEEPEST_CALLS ? enclosing(block, "function") : undefined;
  const isOwn = here.latest !== undefined && enclosing(here.latest.block, "function") === body;
  if (body === undefined || isOwn || script.hasForeign || !isLeftAlone(name, body, script)) return here;
  const calls = callsOf(body, script).map((call) => reach(script, name, call.node.pos, call.block, depth + 1));
  const [first, ...others] = calls;
  const isSame = others.every(({ definition }) => definition === first?.definition);
  return first?.definition !== undefined && isSame ? first : here;
}

/** The calls of a function, unless there are too many of them. */
function callsOf(body: Block, { bodies, calls }: Script): readonly Command[] {
  const all = calls.get(bodies.get(body) ?? "") ?? [];
  return all.length > MOST_CALLS ? [] : all;
}

/** Whether no function gives a variable of all others another value, the one around a place among them. */
const isLeftAlone = (name: string, body: Block, { definitions }: Script): boolean =>
  (definitions.get(name) ?? []).every((one) => {
    const home = enclosing(one.block, "function");
    return home === undefined || (home !== body && one.owner !== undefined);
  });

function reachHere(script: Script, name: string, at: number, block: Block): Reached {
  const home = enclosing(block, "foreign");
  const everywhere = script.definitions.get(name) ?? [];
  const all = script.hasForeign ? everywhere.filter((one) => enclosing(one.block, "foreign") === home) : everywhere;
  if (all.length === 0 && home !== undefined)
    return { ...NOWHERE, identity: `@${home.start}`, varies: false, settled: false };
  if (all.length === 0) return { ...NOWHERE, identity: "", varies: false, settled: true };
  if (all.length > MOST_DEFINITIONS) {
    return { ...NOWHERE, identity: `@${at}`, varies: true, settled: false };
  }
  const owner = all.find((one) => one.owner !== undefined && isInside(block, one.owner))?.owner;
  const candidates = all.every((one) => one.owner === owner) ? all : all.filter((one) => one.owner === owner);
  const loops = loopsAround(block);
  const varies = loops.length > 0 && candidates.some((one) => loops.some((loop) => isInside(one.block, loop)));
  const latest = candidates.findLast((one) => one.at <= at);
  if (latest === undefined) return { ...NOWHERE, varies, ...unassigned(candidates, at, block, varies) };
  const steady = isSteady(latest, candidates, { at, block }, script);
  const definition = steady && isInside(block, latest.block) ? latest : undefined;
  const settled = steady && !varies && enclosing(latest.block, "function") === undefined;
  return { definition, latest, identity: identityOf(latest, candidates, steady, at, block), varies, settled };
}

/** Whether the script itself surely gives a variable no value before a place, other than in the word that asks. */
export function isUnassigned(script: Script, name: string, at: number, block: Block): boolean {
  const all = script.definitions.get(name) ?? [];
  if (enclosing(block, "foreign") !== undefined && script.hasForeign) return false;
  if (all.length === 0) return true;
  if (all.every((one) => isAround(one, name, at))) return true;
  const { latest, varies } = reach(script, name, at, block);
  return latest === undefined && !varies && enclosing(block, "function") === undefined;
}

/** Whether a place stands in the word that a definition gives, as in `NAME=${NAME:-default}`. */
const isAround = ({ given }: Definition, name: string, at: number): boolean =>
  given.kind === "word" && given.nodes.some(({ pos, end }) => pos <= at + "${:=".length + name.length && at < end);

function identityOf(
  latest: Definition,
  candidates: readonly Definition[],
  steady: boolean,
  at: number,
  block: Block,
): string {
  if (candidates.length === 1) return latest.owner === undefined ? "" : `@${latest.owner.start}`;
  return steady ? `@${latest.at}${behind(latest.block, block)}` : `@${at}`;
}

/** Before the first assignment a variable comes from outside; but a function, or the next round of a loop, runs later. */
function unassigned(
  candidates: readonly Definition[],
  at: number,
  block: Block,
  varies: boolean,
): { readonly identity: string; readonly settled: boolean } {
  const isFirst = enclosing(block, "function") === undefined;
  if (isFirst) return { identity: "@start", settled: !varies };
  return { identity: candidates.length === 1 ? "" : `@${at}`, settled: false };
}

interface Use {
  readonly at: number;
  readonly block: Block;
}

/** Whether no other definition can come between the latest one before a use and the use. */
function isSteady(latest: Definition, candidates: readonly Definition[], use: Use, script: Script): boolean {
  const { block } = use;
  if (candidates.length === 1) return true;
  const home = enclosing(block, "function");
  if (home !== enclosing(latest.block, "function")) return false;
  const rounds = loopsAround(block).filter((loop) => !isInside(latest.block, loop));
  let isCalled: boolean | undefined;
  return candidates.every((other) => {
    if (other === latest) return true;
    const callee = enclosing(other.block, "function");
    if (callee !== undefined && !isInside(block, callee)) {
      isCalled ??= callsBetween(latest.at, use, rounds, script);
      return !isCalled;
    }
    return !rounds.some((loop) => isInside(other.block, loop));
  });
}

/** The outermost construct around a definition that a use stands behind: its value holds only as merged with others there. */
function behind(definition: Block, use: Block): string {
  let outermost: Block | undefined;
  for (let at: Block | undefined = definition; at !== undefined && !isInside(use, at); at = at.parent) outermost = at;
  return outermost === undefined ? "" : `/${outermost.start}`;
}

/** Whether a function of the script is called between two places, or in loops that come back to the second one. */
function callsBetween(from: number, { at }: Use, loops: readonly Block[], script: Script): boolean {
  const isBetween = (pos: number): boolean =>
    (pos > from && pos < at) || loops.some(({ start, end }) => start <= pos && pos < end);
  for (const calls of script.calls.values()) if (calls.some(({ node }) => isBetween(node.pos))) return true;
  return script.commands.some(({ node }) => isBetween(node.pos) && script.functions.has(node.name?.text ?? ""));
}
