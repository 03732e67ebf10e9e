import type { World } from "../access/world.ts";
import type { Graph } from "../graph/graph.ts";
import type { Lookup } from "../graph/lookup.ts";
import { recalled } from "../graph/recall.ts";
import type { Binding, Fact } from "../model/facts.ts";

/**
 * The grant behind which a new one for a principal belongs: another one to it near the statement, else the last one of the same
 * document, else of the same scope.
 */
export function anchorFor(principal: string | undefined, near: Fact, { graph }: World): Binding | undefined {
  const own = principal === undefined ? [] : graph.grantsTo(principal).filter(({ scope }) => scope === near.scope);
  if (own.length > 0) return own.at(-1);
  return lastIn(`${near.scope}\n${near.span.uri}`, graph);
}

/** Of a scope and a document. */
const lastIn = recalled((place: string, graph: Graph): Binding | undefined => {
  const [scope = ""] = place.split("\n");
  return graph.find(GRANTS, place).at(-1) ?? graph.find(GRANTS, scope).at(-1);
});

/** Grants by scope, and by scope and document. */
const GRANTS: Lookup<Binding> = {
  finds: (fact): fact is Binding => fact.kind === "binding" && fact.effect === "grant",
  keysOf: ({ scope, span }) => [scope, `${scope}\n${span.uri}`],
};
