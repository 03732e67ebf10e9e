import type { Graph } from "../graph/graph.ts";
import { DEFAULT_PRINCIPAL } from "./principals.ts";

/**
 * Whether the workspace manages what a principal may do: it grants it something or declares it. The rights of others come from
 * elsewhere, so that nothing is missing here. The default account, whose address is seldom told, counts where its scope grants anything.
 */
export function isManagedHere(principal: string, scope: string, graph: Graph): boolean {
  if (principal === DEFAULT_PRINCIPAL)
    return graph.bindings.some((binding) => binding.scope === scope && binding.effect === "grant");
  if (graph.grantsTo(principal).length > 0) return true;
  const declaration = graph.declarationOf(principal.replace(/^serviceAccount:/, ""));
  return declaration !== undefined && declaration.address?.includes("#data.") !== true;
}
