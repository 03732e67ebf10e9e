import type { World } from "../access/world.ts";
import type { Graph } from "../graph/graph.ts";
import { perScope } from "../graph/indexed.ts";
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
  const [scope = "", uri = ""] = place.split("\n");
  const facts = graph.scope(scope);
  const last = facts === undefined ? undefined : lastGrants(facts);
  return last?.byDocument.get(uri) ?? last?.ofAll;
});

/** The last grant of a scope and of each of its documents. */
const lastGrants = perScope((facts) => {
  const grants = facts.of("binding").filter(({ effect }) => effect === "grant");
  return { byDocument: new Map(grants.map((grant) => [grant.span.uri, grant])), ofAll: grants.at(-1) };
});
