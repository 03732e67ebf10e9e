import { ACT_AS } from "../access/needs.ts";
import { isRun } from "../access/products.ts";
import { mayTell, missingActAs, TELLING } from "../evidence/deploys-without.ts";
import { defineRule } from "./rule.ts";

export const attachMissingActas = defineRule({
  id: "attach-missing-actas",
  title: "Deployer may not act as the account that it attaches",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: `Whoever creates something that runs as a service account attaches that account to it: a function, an instance, a workflow, a
cluster, a trigger, a scheduled job. That takes \`${ACT_AS}\` on the account, besides the right to create the thing itself.`,
  how: "Grant `roles/iam.serviceAccountUser` on the service account to the deployer.",
  silent:
    "As `run-deployer-missing-actas`, which speaks of Cloud Run. Roles that are given for more than deploying, such as those of Pub/Sub or Cloud Build, and roles on the thing itself count only for accounts that a pipeline deploys with.",
  refs: ["https://cloud.google.com/iam/docs/attach-service-accounts"],
  options: {},
  on: TELLING,
  applies: mayTell,
  check: (fact, world) => missing(fact, world),
});

const missing = missingActAs((workload) => !isRun(workload));
