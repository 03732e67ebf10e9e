import { withMember } from "../evidence/member-fixes.ts";
import { membersOf } from "../model/fact-values.ts";
import { emailAttribute, isPrefix, splitMember } from "../model/principal.ts";
import { display, displayParts, leading, type Part, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** The identity of a log sink, which is a whole member. */
const SINK = /#google_logging_\w+_sink\./;

/** Whether another colon, or something unknown, follows the first prefix. */
function mayHaveTwo(member: Value): boolean {
  const start = leading(member);
  const colon = start.indexOf(":");
  return colon >= 0 && (colon === start.length - 1 || start.includes(":", colon + 1));
}

/** What stands behind the first prefix, when that is a whole member already. */
function wholeMember(rest: readonly Part[]): readonly Part[] | undefined {
  const [first, ...others] = rest;
  if (first?.kind === "literal") {
    const prefix = /^([A-Za-z]+):/.exec(first.text)?.[1];
    return prefix !== undefined && isPrefix(prefix) && first.text.length > prefix.length + 1 ? rest : undefined;
  }
  const target = others.length === 0 ? first?.target : undefined;
  if (target === undefined) return undefined;
  const isMember = target.attribute === "member" && emailAttribute(target.address) !== undefined;
  return isMember || (target.attribute === "writer_identity" && SINK.test(target.address)) ? rest : undefined;
}

export const memberDoublePrefix = defineRule({
  id: "member-double-prefix",
  title: "Member with two prefixes",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.1.0",
  why: "Some values are whole members, prefix and all: the attribute `member` of a service account in Terraform, and `writer_identity` of a log sink. With another prefix in front the text is `serviceAccount:serviceAccount:…`, which is refused.",
  how: "Use the value by itself.",
  silent:
    "On `deleted:`, behind which another prefix belongs, and on references that are not known to be whole members.",
  refs: [
    "https://cloud.google.com/iam/docs/principal-identifiers",
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/logging_project_sink",
  ],
  options: {},
  on: ["binding", "audit-config"],
  applies: (fact) => membersOf(fact).some(mayHaveTwo),
  *check(fact) {
    for (const member of membersOf(fact)) {
      const { prefix = "", rest = [] } = splitMember(member) ?? {};
      const whole = isPrefix(prefix) && prefix !== "deleted" ? wholeMember(rest) : undefined;
      if (whole === undefined) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` has two prefixes: \`${displayParts(whole)}\` is a whole member.`,
        fixes: [withMember(member, whole, "safe")],
      };
    }
  },
});
