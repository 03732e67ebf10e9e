import { groupBy } from "../graph/group-by.ts";
import { perScope } from "../graph/indexed.ts";
import type { Binding } from "../model/facts.ts";
import { display } from "../model/value.ts";

/** The role bindings of each whole allow policy of a scope, in their order. */
export const wholePolicies = perScope((facts): readonly (readonly Binding[])[] => {
  const bindings = facts.of("binding").filter(({ authority, effect }) => authority === "policy" && effect === "grant");
  return [...groupBy(bindings, policyKeyOf).values()];
});

/** The policy that a role binding is a part of, as the document writes it. */
export const policyKeyOf = ({ span, scope, source, resource: { type, fields } }: Binding): string =>
  [span.uri, scope, source, type, ...Object.entries(fields).map(([name, value]) => `${name}=${display(value)}`)].join(
    "\n",
  );
