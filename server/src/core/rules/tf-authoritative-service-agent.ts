import type { Catalog } from "../catalog/catalog.ts";
import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { emailDomain } from "../model/principal.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** The account by which Google's own services manage virtual machines. */
const APIS = "cloudservices.gserviceaccount.com";
const EDITOR = "roles/editor";
/** Roles that exist for Google's own accounts; others are for people as well, so that a binding is no slip. */
const OF_AGENTS = /serviceAgent$|^roles\/cloudbuild\.builds\.builder$/i;

/** What a role is to Google's own accounts. */
interface Holder {
  readonly name: string;
  readonly domains: ReadonlySet<string>;
}

/** Who holds a role on a project from the start. */
function holderOf(role: string, catalog: Catalog): Holder | undefined {
  if (role === EDITOR) return { name: "the Google APIs Service Agent", domains: new Set([APIS]) };
  if (!OF_AGENTS.test(role)) return undefined;
  const agents = catalog.serviceAgents().filter(({ roles }) => roles.includes(role));
  const [first] = agents;
  if (first === undefined) return undefined;
  const domains = agents.flatMap(({ emails }) => emails.map((email) => email.slice(email.indexOf("@") + 1)));
  return { name: `the ${first.name}`, domains: new Set(domains) };
}

const additive = (binding: Binding): readonly Fix[] => [
  {
    title: `Make \`${binding.source}\` add its members one by one`,
    safety: "unsafe",
    changes: [{ kind: "make-additive", binding }],
  },
];

/** Whether every member is one of which the code tells who it is. */
const isClear = ({ members, complete, scope }: Binding, graph: Graph): boolean =>
  complete &&
  members.length > 0 &&
  members.every((member) => {
    const key = graph.principalOf(member, scope);
    return key !== undefined && !isOpaqueKey(key);
  });

function judge(binding: Binding, role: string, catalog: Catalog): Finding | undefined {
  const domains = binding.members.map(emailDomain);
  const holder = holderOf(role, catalog);
  if (holder !== undefined) {
    if (domains.some((domain) => domain !== undefined && holder.domains.has(domain))) return undefined;
    return {
      span: binding.head,
      message: `\`${binding.source}\` takes \`${role}\` from ${holder.name}, which holds it by default and needs it.`,
      fixes: additive(binding),
    };
  }
  const [first] = binding.members;
  const isAgent = (email: string | undefined) => email !== undefined && catalog.isGoogleManaged(email);
  const emails = binding.members.map((member) => known(member)?.replace(/^serviceAccount:/, ""));
  if (first === undefined || !emails.every(isAgent)) return undefined;
  return {
    span: binding.head,
    severity: "info",
    message: `\`${binding.source}\` gives \`${role}\` to a service agent and takes it from everybody else on the project.`,
    fixes: additive(binding),
  };
}

export const tfAuthoritativeServiceAgent = defineRule({
  id: "tf-authoritative-service-agent",
  title: "Role taken from Google's own accounts",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: `A statement that owns all members of a role takes the role from everybody whom it does not list, and Google's own accounts are easily
forgotten: the Google APIs Service Agent holds \`roles/editor\` on each project, and each product's service agent its own role. Without it
products stop working, at times only days later.`,
  how: "Add the members one by one (`google_project_iam_member`), or list the service agent as well.",
  silent:
    "On bindings with a condition or without members, on roles and members that are not known, on resources other than projects, and on roles that no account of Google's holds by default; of these only a binding of nothing but service agents is told, as information.",
  refs: [
    "https://cloud.google.com/iam/docs/service-account-types#service-agents",
    "https://github.com/hashicorp/terraform-provider-google/issues/7073",
  ],
  options: {},
  on: "binding",
  applies: ({ authority, resource, condition }) =>
    authority === "role" && resource.type === "resourcemanager.projects" && condition === undefined,
  *check(binding, { catalog, graph }) {
    const role = known(binding.role);
    if (
      role === undefined ||
      binding.conditional ||
      terraformTypeOf(binding) !== "google_project_iam_binding" ||
      !isClear(binding, graph)
    )
      return;
    const finding = judge(binding, role, catalog);
    if (finding !== undefined) yield finding;
  },
});
