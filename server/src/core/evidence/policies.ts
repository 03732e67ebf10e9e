import type { Graph } from "../graph/graph.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Binding, Fact } from "../model/facts.ts";
import { display } from "../model/value.ts";

const isOfPolicy = (fact: Fact): fact is Binding =>
  fact.kind === "binding" && fact.authority === "policy" && fact.effect === "grant";

/** Role bindings of whole allow policies, by policy. */
const WHOLE_POLICIES: Lookup<Binding> = { finds: isOfPolicy, keysOf: (binding) => [policyKeyOf(binding)] };

/** The role bindings of a whole allow policy, in their order, for the first of them; for others none. */
export const policyFrom = (binding: Binding, graph: Graph): readonly Binding[] =>
  isOfPolicy(binding) ? from(binding, graph.find(WHOLE_POLICIES, policyKeyOf(binding))) : [];

/** The policy that a role binding is a part of, as the document writes it. */
export const policyKeyOf = ({ span, scope, source, resource: { type, fields } }: Binding): string =>
  [span.uri, scope, source, type, ...Object.entries(fields).map(([name, value]) => `${name}=${display(value)}`)].join(
    "\n",
  );

/** Role bindings of whole policies of projects, by the statement that owns them. */
const OF_PROJECTS: Lookup<Binding> = {
  finds: (fact): fact is Binding => isOfPolicy(fact) && fact.resource.type === "resourcemanager.projects",
  keysOf: ({ scope, source }) => [`${scope}\n${source}`],
};

/** The role bindings of the whole policies of projects that one statement of a scope owns, for the first of them; for others none. */
export const projectPolicyFrom = (binding: Binding, graph: Graph): readonly Binding[] =>
  isOfPolicy(binding) ? from(binding, graph.find(OF_PROJECTS, `${binding.scope}\n${binding.source}`)) : [];

const from = (binding: Binding, all: readonly Binding[]): readonly Binding[] => (all[0] === binding ? all : []);
