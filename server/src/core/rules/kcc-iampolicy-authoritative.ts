import type { Graph } from "../graph/graph.ts";
import type { Flaw } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { encloses } from "../text/span.ts";
import { defineRule } from "./rule.ts";

export const kccIampolicyAuthoritative = defineRule({
  id: "kcc-iampolicy-authoritative",
  title: "Policy that takes everything else away",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: "An `IAMPolicy` replaces the whole allow policy of what it names. On a project, folder or organization that takes the rights away from everybody whom it does not list: service agents of Google Cloud, other teams, and the account that Config Connector itself runs as.",
  how: "Use `IAMPartialPolicy`, which adds its bindings and leaves the others alone, or one `IAMPolicyMember` for each grant.",
  silent: "On other resources, and where the kind of the resource is not known.",
  refs: [
    "https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampolicy",
    "https://cloud.google.com/config-connector/docs/how-to/iam/manage-iam",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "kcc-policy-authoritative",
  *check(flaw, { graph }) {
    const what = `${flaw.words.kind}`.toLowerCase();
    const article = what === "organization" ? "an" : "a";
    yield {
      span: flaw.at,
      message: `\`${flaw.source}\` owns the whole allow policy of ${article} ${what} and removes every grant that it does not list, those of service agents too.`,
      fixes: additive(flaw, graph),
    };
  },
});

function additive(flaw: Flaw, graph: Graph): readonly Fix[] {
  const binding = graph.bindings.find(({ span, authority }) => authority === "policy" && encloses(flaw.span, span));
  if (binding === undefined) return [];
  return [{ title: "Make it add its bindings only", safety: "unsafe", changes: [{ kind: "make-additive", binding }] }];
}
