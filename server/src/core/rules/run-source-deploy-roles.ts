import { lacks } from "../access/access.ts";
import { deployersTold } from "../access/deployers.ts";
import { mayTell, TELLING } from "../evidence/deploys-without.ts";
import { grantFix } from "../evidence/need-fixes.ts";
import { calledAll, who } from "../evidence/workload-words.ts";
import type { Workload } from "../model/facts.ts";
import { shortName } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const ROLE = "roles/run.sourceDeveloper";
const PROJECTS = "resourcemanager.projects";
/** What building from a folder takes: to start a build, and to upload the folder. */
const BUILDING = ["cloudbuild.builds.create", "run.builds.create"];

const isFromSource = ({ settings, type }: Workload): boolean =>
  type === "run.services" && settings?.source !== undefined;

export const runSourceDeployRoles = defineRule({
  id: "run-source-deploy-roles",
  title: "Deployer may not build from source",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "Deploying from a folder builds an image first. Besides the right to deploy, that takes the right to upload the folder and to start a build, which `roles/run.developer` and `roles/run.admin` do not hold.",
  how: `Grant \`${ROLE}\` and \`roles/serviceusage.serviceUsageConsumer\` on the project to the deployer; the account that builds needs \`roles/run.builder\`.`,
  silent:
    "When the deployer is not known, or when a grant with an unknown role, member or resource, or to a group, may give it.",
  refs: ["https://cloud.google.com/run/docs/deploying-source-code"],
  options: {},
  on: TELLING,
  applies: mayTell,
  *check(fact, world) {
    for (const { principal, member, grant, at, workloads } of deployersTold(fact, world)) {
      if (grant === undefined) continue;
      const lacking = workloads.filter(isFromSource).filter(({ project, scope }) =>
        BUILDING.every((permission) => {
          const place = { type: PROJECTS, name: project, scope };
          return lacks(principal, [permission], place, world);
        }),
      );
      if (lacking.length === 0) continue;
      const onProject = grant.resource.type === PROJECTS;
      const wanted = {
        role: ROLE,
        member,
        resource: grant.resource,
        on: "the project",
        name: [shortName(member), "source"],
      };
      yield {
        span: at,
        message: `${who(member)} deploys ${calledAll(lacking)} from source, but nothing in this workspace lets it start the build: that takes \`${ROLE}\`.`,
        related: lacking.map((workload) => ({
          span: workload.settings?.source?.span ?? workload.head,
          message: "is built from source",
        })),
        fixes: onProject ? [grantFix(grant, wanted)] : [],
      };
    }
  },
});
