import { type Federated, flawOf } from "../evidence/federated-identity.ts";
import { someBegin } from "../evidence/first-look.ts";
import { withMember } from "../evidence/member-fixes.ts";
import { hasStandIn, marked, unmarked } from "../evidence/unknown-marks.ts";
import { leadingSpan } from "../model/leading-span.ts";
import { splitMember } from "../model/principal.ts";
import { display, type Reference, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** A member of the form `principal:…` or `principalSet:…`. */
export function federatedOf(member: Value): Federated | undefined {
  const { prefix, rest = [] } = splitMember(member) ?? {};
  return prefix === "principal" || prefix === "principalSet" ? { prefix, rest: marked(rest) } : undefined;
}

/** The id of a pool right behind the host, where its full name has to stand. */
function bareId(member: Value): Reference | undefined {
  const [first, second] = member.parts;
  if (first?.kind !== "literal" || !first.text.endsWith("//iam.googleapis.com/")) return undefined;
  const isId = second?.kind === "reference" && second.target?.attribute === "workload_identity_pool_id";
  return isId && second.text.endsWith(".workload_identity_pool_id") ? second : undefined;
}

const LONGEST = 120;
const shown = (member: Value): string => {
  const text = display(member);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

export const memberWifMalformed = defineRule({
  id: "member-wif-malformed",
  title: "Malformed principal of an identity pool",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "Identities of other providers are named by a long path: `principal://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/subject/SUBJECT` for one, `principalSet://…/POOL/attribute.NAME/VALUE`, `/group/GROUP` or `/*` for many. Workforce pools have no project. The API refuses another form.",
  how: "Build the path by this pattern. In Terraform the attribute `name` of the pool is all that stands between the host and the selector.",
  silent:
    "On forms of other hosts than `iam.googleapis.com`, on the project's number, which has a rule of its own, and behind whatever is not known. A selector that nobody knows is only a warning.",
  refs: [
    "https://cloud.google.com/iam/docs/principal-identifiers",
    "https://github.com/hashicorp/terraform-provider-google/issues/12446",
  ],
  options: {},
  on: "binding",
  applies: ({ members }) => someBegin(members, "principal"),
  *check({ members }) {
    for (const member of members) {
      const federated = federatedOf(member);
      if (federated === undefined || hasStandIn(member)) continue;
      const id = bareId(member);
      if (id !== undefined) {
        const text = `${id.text.slice(0, -"workload_identity_pool_id".length)}name`;
        const parts = member.parts.map((part) => (part === id ? { ...id, text } : part));
        yield {
          span: member.span,
          message: `\`${id.text}\` is only the id of the pool, and its full name has to follow the host.`,
          fixes: [withMember(member, parts, "safe")],
        };
        continue;
      }
      const found = flawOf(federated);
      if (found === undefined) continue;
      const isKind = found.better?.startsWith(`${federated.prefix}:`) === false;
      yield {
        span: isKind ? leadingSpan(member, federated.prefix.length + 1) : member.span,
        message: `\`${shown(member)}\` ${found.why}.`,
        severity: found.sure ? "error" : "warning",
        fixes: found.better === undefined ? [] : [withMember(member, unmarked(found.better, member), "safe")],
      };
    }
  },
});
