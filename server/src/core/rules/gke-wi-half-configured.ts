import { isAssumedOf } from "../access/assumed.ts";
import type { World } from "../access/world.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { containerName } from "../evidence/hierarchy.ts";
import type { Graph } from "../graph/graph.ts";
import { mayBeOne } from "../graph/likeness.ts";
import type { Binding, Workload } from "../model/facts.ts";
import type { LackedGrant } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const NEEDED = "roles/iam.workloadIdentityUser";
const ACCOUNTS = "iam.serviceAccounts";
const TOKENS = "iam.serviceAccounts.getAccessToken";
/** Accounts that the code makes; those that are only looked up have their policy elsewhere. */
const DECLARED = /#(?:google_service_account\.|IAMServiceAccount\/)/;

export const gkeWiHalfConfigured = defineRule({
  id: "gke-wi-half-configured",
  title: "Kubernetes service account that may not act as its account",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: `The annotation \`iam.gke.io/gcp-service-account\` says as which service account pods act; that account's allow policy has to let them. Without \`${NEEDED}\` for the Kubernetes service account every call of the pods is refused.`,
  how: `Grant \`${NEEDED}\` on the service account to \`serviceAccount:PROJECT_ID.svc.id.goog[NAMESPACE/NAME]\`.`,
  silent:
    "Unless the code makes the service account and shows everything that is granted on it: while a grant that may concern it names members, roles or resources that are not known, and where the account's code calls modules, nothing is said.",
  refs: ["https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity"],
  options: {},
  on: "workload",
  applies: ({ type, isExample }) => type === "kubernetes.serviceAccounts" && isExample !== true,
  *check(workload, world) {
    const { identity, name } = workload;
    const pod = known(name);
    if (identity === undefined || pod === undefined || !isLeftOut(workload, identity, pod, world)) return;
    yield {
      span: identity.span,
      message: `Nothing in this workspace lets Kubernetes service account \`${pod}\` act as this account: it needs \`${NEEDED}\` on it.`,
      related: related(identity, workload.scope, world.graph),
      lacks: [lackedBy(workload, identity, pod)],
    };
  },
});

function isLeftOut({ scope }: Workload, identity: Value, pod: string, world: World): boolean {
  const { graph } = world;
  const account = known(identity) === undefined ? undefined : graph.accountOf(identity, scope);
  const declaration = account === undefined ? undefined : graph.declarationOf(account);
  if (account === undefined || declaration?.address === undefined || !DECLARED.test(declaration.address)) return false;
  if (isAssumedOf(`[${pod}]`, TOKENS, { type: ACCOUNTS, scope, account }, world)) return false;
  if (graph.calls.some((call) => call.scope === declaration.scope)) return false;
  return graph.bindings.every((binding) => isElsewhere(binding, account, world) || isToOthers(binding, pod));
}

/** Whether a binding surely has nothing to do with acting as the account. */
function isElsewhere(binding: Binding, account: string, world: World): boolean {
  const { effect, resource, scope } = binding;
  const permissions = heldPermissions(binding, world);
  if (effect === "revoke" || (permissions !== undefined && !permissions.includes(TOKENS))) return true;
  if (resource.type === undefined || containerName(resource.type) !== undefined) return false;
  if (resource.type !== ACCOUNTS) return true;
  const { name } = resource.fields;
  const key = name === undefined ? undefined : world.graph.accountOf(name, scope);
  return key !== undefined && !mayBeOne(key, account);
}

/** Whether all who get it are known, and the pods are not among them. */
const isToOthers = ({ members, complete }: Binding, pod: string): boolean =>
  complete && members.every((member) => isOther(known(member), pod));

function isOther(member: string | undefined, pod: string): boolean {
  if (member === undefined || /^all(?:Authenticated)?Users$/.test(member)) return false;
  if (/^principal(?:Set)?:/.test(member)) return !member.includes(".svc.id.goog");
  return !member.endsWith(`[${pod}]`);
}

/** The grant that is not there, as made to the pool of the account's own project. */
function lackedBy({ scope }: Workload, identity: Value, pod: string): LackedGrant {
  const project = /@([^@.]+)\.iam\.gserviceaccount\.com$/.exec(known(identity) ?? "")?.[1] ?? "PROJECT_ID";
  const member: Value = {
    ...identity,
    slot: "member",
    parts: [literal(`serviceAccount:${project}.svc.id.goog[${pod}]`)],
  };
  return { role: NEEDED, member, resource: { type: ACCOUNTS, fields: { name: identity } }, scope };
}

function related(identity: Value, scope: string, graph: Graph) {
  const account = graph.declarationOf(graph.accountOf(identity, scope) ?? "");
  return account === undefined ? [] : [{ span: account.head, message: "the service account" }];
}
