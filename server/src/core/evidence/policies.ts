import type { Graph } from "../graph/graph.ts";
import { groupBy } from "../graph/group-by.ts";
import type { Binding } from "../model/facts.ts";
import { display } from "../model/value.ts";

/** The role bindings of each whole allow policy, in their order. */
export function wholePolicies(graph: Graph): readonly (readonly Binding[])[] {
  const bindings = graph.bindings.filter(({ authority, effect }) => authority === "policy" && effect === "grant");
  return [...groupBy(bindings, keyOf).values()];
}

const keyOf = ({ span, scope, source, resource: { type, fields } }: Binding): string =>
  [span.uri, scope, source, type, ...Object.entries(fields).map(([name, value]) => `${name}=${display(value)}`)].join(
    "\n",
  );
