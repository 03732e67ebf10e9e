import type { World } from "../access/world.ts";
import type { Binding, Fact } from "../model/facts.ts";

/**
 * The grant behind which a new one for a principal belongs: another one to it near the statement, else the last one of the same
 * document, else of the same scope.
 */
export function anchorFor(principal: string | undefined, near: Fact, { graph }: World): Binding | undefined {
  const own = principal === undefined ? [] : graph.grantsTo(principal).filter(({ scope }) => scope === near.scope);
  if (own.length > 0) return own.at(-1);
  const all = graph.bindings.filter(({ scope, effect }) => scope === near.scope && effect === "grant");
  return all.findLast(({ span }) => span.uri === near.span.uri) ?? all.at(-1);
}
