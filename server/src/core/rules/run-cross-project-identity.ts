import { agentMayHold, RUN_AGENT } from "../access/agent-grants.ts";
import { identityOf, identityPlace } from "../access/identity-of.ts";
import { isRun } from "../access/products.ts";
import { agentLacks, RUN_API } from "../evidence/agent-lacks.ts";
import { calledAs, identityName } from "../evidence/workload-words.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const HOME = /@([a-z][a-z0-9-]*)\.iam\.gserviceaccount\.com$/;

export const runCrossProjectIdentity = defineRule({
  id: "run-cross-project-identity",
  title: "Service identity of another project",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: `A Cloud Run workload can run as a service account of another project. Then the Cloud Run service agent of the workload's own project, \`service-PROJECT_NUMBER${RUN_AGENT}\`, needs \`roles/iam.serviceAccountTokenCreator\` on that account, and the constraint \`iam.disableCrossProjectServiceAccountUsage\` must not be enforced in the account's project.`,
  how: "Grant the role to the service agent on the account, or use an account of the workload's own project. Where an organization policy enforces `iam.disableCrossProjectServiceAccountUsage` on the account's project, the deploy is refused whatever is granted.",
  silent:
    "When the project of the workload or of the account is not written out, and when a grant to somebody who is not told may be it.",
  refs: [
    "https://cloud.google.com/iam/docs/attach-service-accounts#attaching-different-project",
    "https://github.com/GoogleCloudPlatform/terraform-google-cloud-run/issues/28",
  ],
  options: {},
  on: "workload",
  applies: (workload) => isRun(workload) && workload.identity !== undefined && known(workload.project) !== undefined,
  *check(workload, world) {
    const identity = identityOf(workload, world);
    const project = known(workload.project);
    const home = HOME.exec(identity?.key ?? "")?.[1];
    if (identity === undefined || workload.identity === undefined || project === undefined) return;
    if (home === undefined || home === project || /^\d+$/.test(project)) return;
    if (agentMayHold(RUN_AGENT, "iam.serviceAccounts.getAccessToken", identityPlace(identity, workload), world)) return;
    const wanted = {
      role: "roles/iam.serviceAccountTokenCreator",
      resource: { type: "iam.serviceAccounts", fields: { name: workload.identity } },
      on: identityName(identity),
    };
    yield {
      span: workload.identity.span,
      message: `${calledAs(workload)} of project \`${project}\` runs as an account of project \`${home}\`, but nothing in this workspace lets the Cloud Run service agent of \`${project}\` get tokens for it.`,
      ...agentLacks({ service: RUN_API, domain: RUN_AGENT, project: workload.project }, workload, wanted, world),
    };
  },
});
