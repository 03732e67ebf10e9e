import { isSameProject, PROJECTS } from "../access/covers.ts";
import { isRun } from "../access/products.ts";
import { projectPolicyFrom } from "../evidence/policies.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import type { Graph } from "../graph/graph.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const ROLE = "roles/run.serviceAgent";
const DOMAIN = "@serverless-robot-prod.iam.gserviceaccount.com";
const EFFECT =
  'deploys then fail with "Google Cloud Run Service Agent does not have permission to get access tokens for the service account".';

export const runServiceAgentRemoved = defineRule({
  id: "run-service-agent-removed",
  title: "Cloud Run service agent loses its role",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: `Google grants \`${ROLE}\` to the Cloud Run service agent of a project, \`service-PROJECT_NUMBER${DOMAIN}\`. With it the agent pulls images and
gets tokens for service identities. A statement that owns this role or the whole allow policy of the project, and leaves the agent out, takes it
away; ${EFFECT}`,
  how: "Name the agent among the members of the role, or add single members instead of owning the role or the policy.",
  silent:
    "When a member or role of the statement is not known; on a whole policy, when nothing of Cloud Run stands beside it.",
  refs: [
    "https://cloud.google.com/iam/docs/service-account-types#service-agents",
    "https://github.com/GoogleCloudPlatform/terraform-google-cloud-run/issues/28",
  ],
  options: {},
  on: "binding",
  *check(binding, { graph }) {
    if (known(binding.role) === ROLE) yield* one(binding);
    yield* whole(binding, graph);
  },
});

const isAgent = (text: string): boolean => text.includes(DOMAIN);
const isKnown = ({ members, complete }: Binding): boolean =>
  complete && members.every((member) => known(member) !== undefined);

function* one(binding: Binding): Generator<Finding> {
  const { role, effect, authority, members, resource } = binding;
  if (role === undefined || resource.type !== PROJECTS || !isSurelyHere(binding, role)) return;
  const agent = members.find((member) => isAgent(display(member)));
  if (effect === "revoke" && agent !== undefined) {
    yield { span: agent.span, message: `This takes \`${ROLE}\` from the Cloud Run service agent: ${EFFECT}` };
  } else if (effect === "grant" && authority === "role" && agent === undefined && isKnown(binding)) {
    yield {
      span: role.span,
      message: `\`${binding.source}\` owns \`${ROLE}\` and leaves the Cloud Run service agent out: ${EFFECT}`,
    };
  }
}

/** The whole policy of a project in which something of Cloud Run runs. */
function* whole(first: Binding, graph: Graph): Generator<Finding> {
  const policy = projectPolicyFrom(first, graph);
  if (policy.length === 0 || policy.some(({ role }) => [undefined, ROLE].includes(known(role)))) return;
  if (first.conditional || first.repeated) return;
  const project = first.resource.fields.name;
  const runs = graph
    .within(first.scope, "workload")
    .some(
      (workload) =>
        isRun(workload) && isSameProject(project, first.scope, workload.project, workload.scope, graph) === true,
    );
  if (!runs) return;
  yield {
    span: first.head,
    message: `\`${first.source}\` owns the whole allow policy of a project with Cloud Run and has no \`${ROLE}\` for its service agent: ${EFFECT}`,
  };
}
