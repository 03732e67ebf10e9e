import { someBegin } from "../evidence/first-look.ts";
import type { Binding } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { splitMember } from "../model/principal.ts";
import { display } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** A policy as it was read from the API, which takes the members back that it gave. */
const isExport = ({ source }: Binding): boolean => source === "allow policy";

const removal = (binding: Binding): readonly Fix[] =>
  binding.members.length > 1 || !binding.complete || binding.authority !== "member"
    ? []
    : [{ title: "Remove the grant", safety: "safe", changes: [{ kind: "remove-binding", binding }] }];

export const memberDeleted = defineRule({
  id: "member-deleted",
  title: "Grant to a principal that was deleted",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "When a user, group or service account is deleted, policies go on showing it as `deleted:…?uid=…`. That form is for reading. The provider and the API refuse to grant anything to it, and a new account of the same name is another principal.",
  how: "Remove the member. For an account that was made anew, grant the role to its plain address.",
  silent:
    "On taking roles away from such a member, which is how one gets rid of it. In a policy file, which may be as it was read, it is only a warning.",
  refs: ["https://cloud.google.com/iam/docs/principal-identifiers"],
  options: {},
  on: "binding",
  applies: ({ effect, members }) => effect !== "revoke" && someBegin(members, "deleted:"),
  *check(binding) {
    for (const member of binding.members) {
      if (splitMember(member)?.prefix !== "deleted") continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` was deleted and can be granted nothing.`,
        severity: isExport(binding) ? "warning" : "error",
        fixes: removal(binding),
      };
    }
  },
});
