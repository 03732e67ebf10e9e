import type { Catalog } from "../catalog/catalog.ts";
import { withRole } from "../evidence/role-fixes.ts";
import { judgedRole } from "../evidence/role-spelling.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import type { Graph } from "../graph/graph.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { known, literal, soleReference, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const ACCOUNTS = "iam.serviceAccounts";
const USER_ROLE = "roles/iam.serviceAccountUser";
/** Roles that an account may well hold on itself, to sign or to make tokens. */
const OF_ACCOUNTS = /^roles\/iam\./;
const PROJECT_OF = /@([a-z0-9-]+)\.iam\.gserviceaccount\.com$/;

/** Whether a binding is one that this rule speaks of, so that none other need do so. */
export const isAboutAccount = ({ resource }: Binding): boolean => resource.type === ACCOUNTS;

/** Whether the only member of a binding is the account on which the role is granted. */
function isOnItself({ members, resource, scope }: Binding, graph: Graph): boolean {
  const [member, ...others] = members;
  const { name } = resource.fields;
  if (member === undefined || others.length > 0 || name === undefined) return false;
  const key = graph.accountOf(name, scope);
  return key !== undefined && graph.principalOf(member, scope) === `serviceAccount:${key}`;
}

/** The project in which the account is, as far as the code tells it. */
function projectOf(name: Value, scope: string, graph: Graph): Value | undefined {
  const key = graph.accountOf(name, scope);
  const declared = key === undefined ? undefined : graph.declarationOf(key);
  if (declared !== undefined) return declared.project;
  const text = known(name);
  const project = text === undefined ? undefined : PROJECT_OF.exec(text)?.[1];
  return project === undefined ? undefined : { slot: "resource", span: name.span, parts: [literal(project)] };
}

/** The account as a member. */
function memberOf(name: Value): Value | undefined {
  const reference = soleReference(name);
  if (reference !== undefined) {
    const { target, text } = reference;
    const isNamed = target !== undefined && /#google_service_account\./.test(target.address);
    const base = text.slice(0, -(target?.attribute.length ?? 0));
    return isNamed && text.endsWith(`.${target.attribute}`)
      ? {
          ...name,
          slot: "member",
          parts: [{ ...reference, text: `${base}member`, target: { ...target, attribute: "member" } }],
        }
      : undefined;
  }
  const email = known(name)?.replace(/^.*\//, "");
  return email?.includes("@") ? { ...name, slot: "member", parts: [literal(`serviceAccount:${email}`)] } : undefined;
}

/** Grants the role to the account, on its project. */
function grantToAccount(binding: Binding, role: string, graph: Graph): readonly Fix[] {
  const { name } = binding.resource.fields;
  const project = name && projectOf(name, binding.scope, graph);
  const member = name && memberOf(name);
  if (project === undefined || member === undefined || binding.condition !== undefined) return [];
  return [
    {
      title: `Grant \`${role}\` on the project to the service account instead`,
      safety: "unsafe",
      changes: [
        {
          kind: "add-binding",
          after: binding,
          grant: {
            role,
            member,
            resource: { type: "resourcemanager.projects", fields: { name: project } },
            name: [role.slice(role.lastIndexOf(".") + 1)],
          },
        },
        { kind: "remove-binding", binding },
      ],
    },
  ];
}

function* judge(binding: Binding, role: Value, text: string, catalog: Catalog, graph: Graph): Generator<Finding> {
  const fit = catalog.fit(text, ACCOUNTS);
  if (fit.fits === false) {
    yield {
      span: role.span,
      message: `\`${text}\` on a service account lets others use the account as a resource, for which the role holds no permission; to give the role to the account, grant it on a project or another resource.`,
      severity: fit.strict ? "error" : "warning",
      fixes: [...grantToAccount(binding, text, graph), withRole(role, USER_ROLE, catalog, "unsafe")],
    };
  } else if (fit.fits === true && !OF_ACCOUNTS.test(text) && isOnItself(binding, graph)) {
    yield {
      span: role.span,
      message: `\`${text}\` is granted to the account on itself, which gives it nothing on any other resource.`,
      severity: "warning",
      fixes: grantToAccount(binding, text, graph),
    };
  }
}

export const tfSaResourceVsIdentity = defineRule({
  id: "tf-sa-resource-vs-identity",
  title: "Role on a service account in place of a role for it",
  severity: "error",
  fix: "unsafe",
  tier: 2,
  since: "0.1.0",
  why: "A service account is two things: an identity, which is granted roles on resources, and a resource, on which others are granted the right to use it. `google_service_account_iam_*` and `gcloud iam service-accounts add-iam-policy-binding` are about the resource. A role without a permission on service accounts cannot be granted there.",
  how: "To let the account do something, grant the role on the project or on the resource, with the account as the member. To let the members run code as the account, grant them `roles/iam.serviceAccountUser` on it.",
  silent:
    "On roles that hold any permission on service accounts (the basic roles do), except when an account is granted one on itself; on roles of IAM, which an account may need on itself to sign; on custom roles, on taking roles away, and on values that are not known. A grant to the account itself is only a warning.",
  refs: [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account_iam",
    "https://github.com/hashicorp/terraform/issues/25623",
  ],
  options: {},
  on: "binding",
  applies: (binding) => isAboutAccount(binding) && binding.effect !== "revoke",
  *check(binding, { catalog, graph }) {
    const { role } = binding;
    const text = judgedRole(binding);
    if (role === undefined || text === undefined || !isSurelyHere(binding, role)) return;
    yield* judge(binding, role, text, catalog, graph);
  },
});
