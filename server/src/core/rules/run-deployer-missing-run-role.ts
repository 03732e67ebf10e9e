import { deployersTold } from "../access/deployers.ts";
import { isUnmet, needsOf } from "../access/needs.ts";
import { isRun } from "../access/products.ts";
import { mayTell, TELLING } from "../evidence/deploys-without.ts";
import { needFixes } from "../evidence/need-fixes.ts";
import { calledAll, who } from "../evidence/workload-words.ts";
import { defineRule } from "./rule.ts";

export const runDeployerMissingRunRole = defineRule({
  id: "run-deployer-missing-run-role",
  title: "Pipeline deploys without a role for Cloud Run",
  severity: "info",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A pipeline deploys a service as an account to which this workspace grants several things, but not the right to create or update services. Either the role is granted elsewhere, or the deploy fails.",
  how: "Grant `roles/run.developer` on the service to the account; to make new services it takes the role on the project.",
  silent:
    "When nothing in the workspace is granted to the account, when a grant with an unknown role, member or resource may give the right, and when the pipeline does not tell as whom it deploys.",
  refs: ["https://cloud.google.com/run/docs/reference/iam/roles"],
  options: {},
  on: TELLING,
  applies: mayTell,
  *check(fact, world) {
    for (const deployer of deployersTold(fact, world)) {
      if (deployer.may || deployer.grant === undefined) continue;
      const lacking = deployer.deployed
        .filter(isRun)
        .filter((workload) =>
          needsOf(workload, world).some((need) => need.kind === "service" && isUnmet(deployer.principal, need, world)),
        );
      const [first] = lacking;
      const need = first === undefined ? undefined : needsOf(first, world).find(({ kind }) => kind === "service");
      if (first === undefined || need === undefined) continue;
      yield {
        span: deployer.at,
        message: `${who(deployer.member)} deploys ${calledAll(lacking)}, but no role that this workspace grants it lets it create or update one.`,
        related: [{ span: deployer.grant.head, message: "is granted something else" }],
        // The last one grants all that is lacking: with the right to deploy alone, the next deploy fails at what comes after it.
        fixes: needFixes(deployer, need, [first], world).slice(-1),
      };
    }
  },
});
