import { type Block, enclosing, isInside, loopsAround } from "./block.ts";
import type { Definition, Script } from "./script.ts";

/** What is known about a variable at the place where it is used. */
export interface Reached {
  /** The definition whose value it surely has. */
  readonly definition: Definition | undefined;
  /**
   * Equal for uses of one variable that surely have the same value, whatever it is: behind the variable's name, what tells
   * its values apart.
   */
  readonly identity: string;
  /** Whether its value may differ from one round of an enclosing loop to the next. */
  readonly varies: boolean;
}

/** With more definitions a variable is a counter of generated code. */
const MOST_DEFINITIONS = 200;

/** Looks up a variable used at an offset in a block. */
export function reach(script: Script, name: string, at: number, block: Block): Reached {
  const all = script.definitions.get(name) ?? [];
  if (all.length > MOST_DEFINITIONS) return { definition: undefined, identity: `@${at}`, varies: true };
  const owner = all.find((one) => one.owner !== undefined && isInside(block, one.owner))?.owner;
  const candidates = all.filter((one) => one.owner === owner);
  const latest = candidates.findLast((one) => one.at <= at);
  const varies = candidates.some((one) => loopsAround(block).some((loop) => isInside(one.block, loop)));
  const suffix = owner === undefined ? "" : `@${owner.start}`;
  if (latest === undefined)
    return { definition: undefined, identity: unassigned(candidates, at, block) ?? suffix, varies };
  const steady = isSteady(latest, candidates, block);
  const definition = steady && isInside(block, latest.block) ? latest : undefined;
  if (candidates.length === 1) return { definition, identity: suffix, varies };
  return { definition, identity: steady ? `@${latest.at}${behind(latest.block, block)}` : `@${at}`, varies };
}

/** Tells uses before the first assignment from those behind it; in a function, which may run later, that is not certain. */
function unassigned(candidates: readonly Definition[], at: number, block: Block): string | undefined {
  if (candidates.length === 0) return undefined;
  if (enclosing(block, "function") === undefined) return "@start";
  return candidates.length === 1 ? undefined : `@${at}`;
}

/** Whether no other definition can come between the latest one before a use and the use. */
function isSteady(latest: Definition, candidates: readonly Definition[], block: Block): boolean {
  const home = enclosing(block, "function");
  if (candidates.length > 1 && home !== enclosing(latest.block, "function")) return false;
  const rounds = loopsAround(block).filter((loop) => !isInside(latest.block, loop));
  return candidates.every((other) => {
    if (other === latest) return true;
    const callee = enclosing(other.block, "function");
    if (callee !== undefined && !isInside(block, callee)) return false;
    return !rounds.some((loop) => isInside(other.block, loop));
  });
}

/** The outermost construct around a definition that a use stands behind: its value holds only as merged with others there. */
function behind(definition: Block, use: Block): string {
  let outermost: Block | undefined;
  for (let at: Block | undefined = definition; at !== undefined && !isInside(use, at); at = at.parent) outermost = at;
  return outermost === undefined ? "" : `/${outermost.start}`;
}
