import { lacks } from "../access/access.ts";
import { deployersTold } from "../access/deployers.ts";
import { workloadPlace } from "../access/needs.ts";
import { mayTell, TELLING } from "../evidence/deploys-without.ts";
import { withRole } from "../evidence/role-fixes.ts";
import { isOn, settingPlace } from "../evidence/workload-settings.ts";
import { calledAs, who } from "../evidence/workload-words.ts";
import type { Workload } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const SET = "run.services.setIamPolicy";
const ADMIN = "roles/run.admin";
/** Roles that `roles/run.admin` takes in. */
const LESSER: ReadonlySet<string> = new Set(["roles/run.developer", "roles/run.editor"]);

/** Commands make a service public by changing its policy; a declaration grants that by a statement of its own. */
const isOpened = (workload: Workload): boolean =>
  workload.type === "run.services" && !workload.declared && OPENING.some((setting) => isOn(workload, setting));
const OPENING = ["public", "invoker-check-disabled"] as const;

export const runDeployerCannotSetIam = defineRule({
  id: "run-deployer-cannot-set-iam",
  title: "Deployer may not make the service public",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: `\`--allow-unauthenticated\` changes the allow policy of the service, which takes \`${SET}\`. \`roles/run.developer\` and \`roles/editor\` do not hold it. The deploy does not fail: gcloud prints "Setting IAM policy failed", and the service stays private.`,
  how: `Grant \`${ADMIN}\` instead of \`roles/run.developer\`, or leave the flag out and make the grant to \`allUsers\` elsewhere.`,
  silent:
    "When the deployer is not known, or when a grant with an unknown role, member or resource, or to a group, may give it.",
  refs: [
    "https://cloud.google.com/run/docs/authenticating/public",
    "https://github.com/google-github-actions/deploy-cloudrun/issues/473",
  ],
  options: {},
  on: TELLING,
  applies: mayTell,
  *check(fact, world) {
    for (const { principal, member, grant, at, workloads } of deployersTold(fact, world)) {
      const role = grant?.role;
      if (role === undefined) continue;
      for (const workload of workloads.filter(isOpened)) {
        if (!lacks(principal, [SET], workloadPlace(workload), world)) continue;
        const setting = OPENING.find((one) => isOn(workload, one)) ?? "public";
        yield {
          span: at,
          message: `${who(member)} is to make ${calledAs(workload)} public, but nothing in this workspace lets it change who may call: the service stays private.`,
          related: [{ span: settingPlace(workload, setting), message: "is made public here" }],
          fixes: LESSER.has(known(role) ?? "") ? [withRole(role, ADMIN, world.catalog, "unsafe")] : [],
        };
        break;
      }
    }
  },
});
