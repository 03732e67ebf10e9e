import { roleExists, strayRole } from "../evidence/role-spelling.ts";
import type { CustomRole } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { roleId } from "../model/role-name.ts";
import { display, known, literal, type Part, type Reference, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const DECLARED = /#(google_(?:project|organization)_iam_custom_role\..+)$/;

/** The id of a declared custom role, alone or behind `roles/`: what Terraform calls `role_id`. */
function idReference({ parts }: Value): Reference | undefined {
  const [first, second] = parts;
  const isBehindPrefix = first?.kind === "literal" && first.text === "roles/";
  const reference = isBehindPrefix ? second : first;
  if (reference?.kind !== "reference" || parts.length !== (isBehindPrefix ? 2 : 1)) return undefined;
  const { target } = reference;
  return target?.attribute === "role_id" && DECLARED.test(target.address) ? reference : undefined;
}

function referenceFinding(role: Value, reference: Reference): Finding {
  const text = reference.text.endsWith(".role_id") ? `${reference.text.slice(0, -"role_id".length)}id` : undefined;
  const fixes = text === undefined ? [] : [replacement(role, [{ ...reference, text }])];
  const without = role.parts.length === 1 ? ", without project or organization" : "";
  return {
    span: role.span,
    message: `\`${display(role)}\` is the id of a custom role${without}: a grant needs the role's full name, which its attribute \`id\` holds.`,
    fixes,
  };
}

const replacement = (role: Value, parts: readonly Part[]): Fix => ({
  title: `Replace with \`${parts.map(({ text }) => text).join("")}\``,
  safety: "safe",
  changes: [{ kind: "replace", value: role, with: parts }],
});

/** The full name of a declared custom role, as code of the same scope can write it. */
function fullName(custom: CustomRole, id: string, role: Value): readonly Part[] | undefined {
  const declared = DECLARED.exec(custom.address ?? "")?.[1];
  if (declared !== undefined) return [{ kind: "reference", text: `${declared}.id`, span: role.span }];
  return custom.parent && [literal(`${custom.level}s/`), ...custom.parent.parts, literal(`/roles/${id}`)];
}

function literalFinding(role: Value, id: string, custom: CustomRole, isNear: boolean): Finding {
  const parts = isNear ? fullName(custom, id, role) : undefined;
  return {
    span: role.span,
    message: `\`${display(role)}\` is not the full name of the custom role \`${id}\`, which begins with \`${custom.level}s/\`.`,
    ...(isNear ? {} : { severity: "warning" as const }),
    related: [{ span: custom.head, message: "the custom role of this id" }],
    fixes: parts === undefined ? [] : [replacement(role, parts)],
  };
}

export const roleCustomUnqualified = defineRule({
  id: "role-custom-unqualified",
  title: "Custom role without its project or organization",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.1.0",
  why: "A custom role belongs to a project or an organization, and its full name says to which: `projects/PROJECT/roles/ID` or `organizations/NUMBER/roles/ID`. Behind a bare `roles/` the API looks for a predefined role of that id, finds none and refuses the policy.",
  how: "Write the full name. In Terraform the attribute `id` of the custom role is that name.",
  silent:
    "On predefined roles of the same name, on ids that no custom role of the workspace has, and on templates of other parts. For a role that is declared in another module or script it is only a warning.",
  refs: [
    "https://cloud.google.com/iam/docs/roles-overview#custom",
    "https://github.com/hashicorp/terraform-provider-google/issues/5107",
  ],
  options: {},
  on: "binding",
  applies: (binding, context) =>
    strayRole(binding, context) !== undefined ||
    (binding.role !== undefined && idReference(binding.role) !== undefined),
  *check(binding, context) {
    const { role, scope } = binding;
    if (role === undefined) return;
    const reference = idReference(role);
    if (reference !== undefined) yield referenceFinding(role, reference);
    const text = strayRole(binding, context);
    const id = text === undefined || text.includes("/") ? roleId(text ?? "") : text;
    if (text === undefined || id === undefined) return;
    const declared = context.graph.customRoles.filter((custom) => known(custom.id) === id);
    if (id === text && roleExists(`roles/${id}`, context)) return;
    const near = declared.find((custom) => custom.scope === scope);
    const custom = near ?? (id === text ? undefined : declared[0]);
    if (custom !== undefined) yield literalFinding(role, id, custom, near !== undefined);
  },
});
