import { withPrefix } from "../evidence/member-fixes.ts";
import type { Graph } from "../graph/graph.ts";
import { membersOf } from "../model/fact-values.ts";
import type { Finding, Fix, Related, Safety } from "../model/finding.ts";
import { emailAttribute, isPrefix, isSpecialMember, meantPrefixes, splitMember } from "../model/principal.ts";
import { roleId } from "../model/role-name.ts";
import { known, literal, type Reference, soleReference, type Target, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Whether a member is all known without a colon, or all unknown. */
function mayLack(member: Value): boolean {
  const text = known(member);
  return text === undefined ? member.parts.length === 1 : !text.includes(":");
}

/** Attributes of a service account that name it in another form than a member has. */
const ATTRIBUTES = new Set(["email", "email_address", "name", "id", "unique_id", "account_id"]);

/** A text that stands elsewhere may also be used as a plain address, which a prefix would spoil. */
const safetyOf = ({ uses = [] }: Value): Safety => (uses.length === 0 ? "safe" : "unsafe");

const usesOf = ({ uses = [] }: Value): readonly Related[] =>
  uses.map((span) => ({ span, message: "used as a member here" }));

/** A role in the place of the member; where the member stands in the place of the role, the two belong the other way round. */
function swapped(member: Value, text: string, role: Value | undefined): Finding {
  const other = known(role) ?? "";
  const [prefix] = meantPrefixes(other);
  const isWhole = isPrefix(splitMember(role ?? member)?.prefix ?? "") && other !== "";
  if (role === undefined || (prefix === undefined && !isWhole)) {
    return { span: member.span, message: `\`${text}\` is a role, but a member belongs here.` };
  }
  const principal = isWhole ? other : `${prefix}:${other}`;
  return {
    span: role.span,
    message: `\`${other}\` is a member and \`${text}\` a role: they stand in each other's place.`,
    related: [{ span: member.span, message: "the role" }],
    fixes: [
      {
        title: `Swap \`${principal}\` and \`${text}\``,
        safety: isWhole ? "safe" : "unsafe",
        changes: [
          { kind: "replace", value: role, with: [literal(text)] },
          { kind: "replace", value: member, with: [literal(principal)] },
        ],
      },
    ],
  };
}

function* literalFindings(member: Value, text: string, role: Value | undefined): Generator<Finding> {
  if (text.includes(":") || isSpecialMember(text)) return;
  if (roleId(text) !== undefined) {
    yield swapped(member, text, role);
    return;
  }
  const prefixes = meantPrefixes(text);
  if (prefixes.length === 0) return;
  const safety = prefixes[0] === "serviceAccount" ? safetyOf(member) : "unsafe";
  const kinds = prefixes.map((prefix) => `\`${prefix}:\``).join(" or ");
  yield {
    span: member.span,
    message: `\`${text}\` does not say what kind of principal it is: ${kinds} is missing.`,
    related: usesOf(member),
    fixes: prefixes.map((prefix) => withPrefix(member, prefix, [literal(text)], safety)),
  };
}

/** The attribute with the account's e-mail address, when a target is a service account. */
function emailOf(target: Target, member: Value, scope: string, graph: Graph): string | undefined {
  const attribute = emailAttribute(target.address);
  if (attribute !== undefined) return attribute;
  const whole: Reference = { kind: "reference", text: "", span: member.span, target: { ...target, attribute: "" } };
  const key = graph.accountOf({ ...member, parts: [whole] }, scope);
  return key !== undefined && graph.declarationOf(key) !== undefined ? "email" : undefined;
}

function* referenceFindings(member: Value, reference: Reference, scope: string, graph: Graph): Generator<Finding> {
  const { target, text } = reference;
  if (target === undefined || !ATTRIBUTES.has(target.attribute) || !text.endsWith(`.${target.attribute}`)) return;
  const email = emailOf(target, member, scope, graph);
  if (email === undefined) return;
  const pick = (attribute: string): Reference => ({
    ...reference,
    text: text.slice(0, -target.attribute.length) + attribute,
    target: { ...target, attribute },
  });
  const direct: Fix = {
    title: `Replace with \`${pick("member").text}\``,
    safety: safetyOf(member),
    changes: [{ kind: "replace", value: member, with: [pick("member")] }],
  };
  yield {
    span: member.span,
    message: `\`${text}\` is a service account without the prefix \`serviceAccount:\`.`,
    related: usesOf(member),
    fixes: [
      ...(isModule(target) ? [] : [direct]),
      withPrefix(member, "serviceAccount", [pick(email)], safetyOf(member)),
    ],
  };
}

/** Whether an account is known by the outputs of a module, of which none needs to be called `member`. */
const isModule = ({ address }: Target): boolean => address.includes("#module.");

export const memberMissingPrefix = defineRule({
  id: "member-missing-prefix",
  title: "Member without a principal type",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "A member of an allow policy says what kind of principal it is: `user:`, `group:`, `serviceAccount:`, `domain:` or a longer form. A bare e-mail address is refused, by Terraform's plan in places and by the API in all of them.",
  how: "Put the prefix in front. For a service account that Terraform manages or looks up, its attribute `member` holds the prefix and the address.",
  silent:
    "On `allUsers`, `allAuthenticatedUsers` and BigQuery's special groups, on text that looks like no principal, on shell variables, and where something unknown stands before the first colon.",
  refs: [
    "https://cloud.google.com/iam/docs/principal-identifiers",
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account",
  ],
  options: {},
  on: ["binding", "audit-config"],
  applies: (fact) => membersOf(fact).some(mayLack),
  *check(fact, { graph }) {
    const role = fact.kind === "binding" ? fact.role : undefined;
    for (const member of membersOf(fact)) {
      const text = known(member);
      const reference = soleReference(member);
      if (text !== undefined) yield* literalFindings(member, text, role);
      else if (reference !== undefined) yield* referenceFindings(member, reference, fact.scope, graph);
    }
  },
});
