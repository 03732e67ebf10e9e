import { PROJECTS } from "../access/covers.ts";
import { lastWord } from "../access/place.ts";
import { lackingUse } from "../evidence/agent-uses.ts";
import type { Graph } from "../graph/graph.ts";
import type { AgentUse } from "../model/facts.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const NETWORKS: ReadonlySet<AgentUse["purpose"]> = new Set(["connector", "subnet"]);
const HOST = /(?:^|\/)projects\/([^/]+)\//;

/** Whether the workspace grants anything on the host project: else that is managed elsewhere. */
const isManagedHere = (host: string, graph: Graph): boolean =>
  graph.bindings.some(({ effect, resource: { type, fields } }) => {
    const project = known(type === PROJECTS ? fields.name : fields.project);
    return effect === "grant" && project !== undefined && lastWord(project) === host;
  });

export const runVpcHostProject = defineRule({
  id: "run-vpc-host-project",
  title: "Network of another project",
  severity: "info",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A Cloud Run workload can use a network of another project, the host project of a Shared VPC. The Cloud Run service agent of the workload's project then needs `roles/compute.networkUser` on the subnet, or `roles/vpcaccess.user` on the project of a connector.",
  how: "Grant the role to the service agent on the subnet, or on the host project.",
  silent:
    "In documents that explain, when one of the two projects is not written out, when the workspace grants nothing on the host project, and when a grant to somebody who is not told may be it.",
  refs: ["https://cloud.google.com/run/docs/configuring/shared-vpc-direct-vpc"],
  options: {},
  on: "agent-use",
  applies: ({ purpose, isExample }) => isExample !== true && NETWORKS.has(purpose),
  *check(use, world) {
    const own = known(use.project);
    const host = HOST.exec(known(use.used) ?? "")?.[1];
    if (own === undefined || host === undefined || own === host || /^\d+$/.test(host)) return;
    const lacking = isManagedHere(host, world.graph)
      ? lackingUse(use, `the network of project \`${host}\``, world)
      : undefined;
    if (lacking === undefined) return;
    yield {
      span: use.used.span,
      message: `\`${use.source}\` of project \`${own}\` uses a network of project \`${host}\`, but nothing in this workspace grants the Cloud Run service agent of \`${own}\` \`${lacking.role}\` there.`,
      ...lacking.offer,
    };
  },
});
