import type { Catalog } from "../catalog/catalog.ts";
import { withRole } from "../evidence/role-fixes.ts";
import { judgedRole } from "../evidence/role-spelling.ts";
import type { Graph } from "../graph/graph.ts";
import type { Binding } from "../model/facts.ts";
import { display, known, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** What to grant instead, where it is plain. */
const INSTEAD: Readonly<Record<string, string>> = { "roles/run.serviceAgent": "roles/run.developer" };
const PEOPLE = /^(?:(?:user|group|domain|principal):|allUsers$|allAuthenticatedUsers$|principalSet:\/\/iam\.)/;
const ACCOUNT = /^serviceAccount:([^@]+)@([a-z0-9.-]+)$/;
const USER_MANAGED = /^[a-z0-9-]+\.iam\.gserviceaccount\.com$/;
const DEFAULT_ACCOUNT = /-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$/;
/** Names that Google gives to its own accounts in projects of its own. */
const AGENT_NAME = /^(?:service-|\d|project-\d|p\d)/;
const DECLARED = /#(?:google_service_account\.|IAMServiceAccount\/)/;

/** Whether a member surely is no service agent. */
function isOrdinary(member: Value, scope: string, catalog: Catalog, graph: Graph): boolean {
  const text = known(member);
  if (text === undefined) {
    const key = graph.accountOf(member, scope);
    const account = key === undefined ? undefined : graph.declarationOf(key);
    return account?.address !== undefined && DECLARED.test(account.address);
  }
  if (PEOPLE.test(text) || DEFAULT_ACCOUNT.test(text)) return true;
  const [, local = "", domain = ""] = ACCOUNT.exec(text) ?? [];
  const isManaged = catalog.isGoogleManaged(`${local}@${domain}`) || AGENT_NAME.test(local);
  return USER_MANAGED.test(domain) && !isManaged;
}

/** The first member of a binding to whom a service agent's role is surely granted by mistake. */
export function ordinaryHolder({ members, scope }: Binding, catalog: Catalog, graph: Graph): Value | undefined {
  return members.find((member) => isOrdinary(member, scope, catalog, graph));
}

export const roleServiceAgentToUser = defineRule({
  id: "role-service-agent-to-user",
  title: "Service agent's role granted to someone else",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.1.0",
  why: "Roles of service agents are made for Google's own accounts. They are wide, Google changes their permissions without notice, and its documentation warns against granting them to anyone else. As an answer to an error about `iam.serviceAccounts.actAs` such a role only looks like a solution.",
  how: "Grant a role that is made for people and workloads. To deploy on Cloud Run that is `roles/run.developer` on the project, and `roles/iam.serviceAccountUser` on the service identity.",
  silent:
    "On members that are not known, on accounts of Google's own, whether listed or only named like one, and on taking roles away. A service account counts as somebody else's when it is written out or declared in the code.",
  refs: [
    "https://cloud.google.com/iam/docs/service-agents",
    "https://github.com/google-github-actions/deploy-cloudrun/issues/302",
  ],
  options: {},
  on: "binding",
  applies: ({ role, effect }, { catalog }) =>
    effect !== "revoke" && catalog.role(known(role) ?? "")?.kind === "serviceAgent",
  *check(binding, { catalog, graph }) {
    const { role } = binding;
    const text = known(role) ?? "";
    if (role === undefined) return;
    if (judgedRole(binding) === undefined) return;
    const holder = ordinaryHolder(binding, catalog, graph);
    if (holder === undefined) return;
    const better = Object.hasOwn(INSTEAD, text) ? INSTEAD[text] : undefined;
    yield {
      span: role.span,
      message: `\`${text}\` is meant for a service agent of Google alone, and \`${display(holder)}\` is none.`,
      related: [{ span: holder.span, message: "no service agent" }],
      fixes: better === undefined ? [] : [withRole(role, better, catalog, "unsafe")],
    };
  },
});
