import { isLooseGrant, originsOf, waitFixes, withoutKey } from "../evidence/made-before.ts";
import { display, trailing, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const gkeWiPoolOrder = defineRule({
  id: "gke-wi-pool-order",
  title: "Grant to pods whose identity pool may not be there yet",
  severity: "info",
  fix: "safe",
  tier: 3,
  since: "0.3.0",
  why: `The workload identity pool of a project, \`PROJECT_ID.svc.id.goog\`, is made with its first GKE cluster that has Workload Identity. A grant
to one of its pods that Terraform makes before the cluster fails with "Identity Pool does not exist".`,
  how: "Let the grant depend on the cluster.",
  silent:
    "Unless the same module declares the cluster with this very pool, and everything else that the grant names is there before: variables, projects and service accounts. With any `depends_on` nothing is said.",
  refs: ["https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity"],
  options: {},
  on: "binding",
  applies: ({ members }) => members.some((member) => poolOf(member) !== undefined),
  *check(grant, { graph }) {
    if (!isLooseGrant(grant)) return;
    const clusters = originsOf("pool", grant.scope, graph);
    for (const member of grant.members) {
      const pool = poolOf(member);
      const cluster = clusters.find(({ name }) => display(name) === pool);
      if (pool === undefined || cluster === undefined) continue;
      yield {
        span: member.span,
        message: `The pool \`${pool}\` is made with \`${withoutKey(cluster.source)}\`, but nothing in this workspace makes this grant wait for it: a first apply may fail with "Identity Pool does not exist".`,
        related: [{ span: cluster.head, message: "makes the pool" }],
        fixes: waitFixes(grant, cluster),
      };
      return;
    }
  },
});

const poolOf = (member: Value): string | undefined =>
  !trailing(member).endsWith("]")
    ? undefined
    : /^serviceAccount:(.+\.svc\.id\.goog)\[[^[\]]*\]$/.exec(display(member))?.[1];
