import { withoutItem } from "../evidence/item-fixes.ts";
import { display, type Value } from "../model/value.ts";
import { sameSpan } from "../text/span.ts";
import { defineRule } from "./rule.ts";

export const memberDuplicate = defineRule({
  id: "member-duplicate",
  title: "Member listed twice",
  severity: "hint",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "The same principal twice in one list changes nothing, and counts twice toward the 1,500 members that a policy may have. The letter case of an e-mail address makes no difference.",
  how: "Remove one of the two.",
  silent: "On members that are not known, on members that are written elsewhere, and on members of different bindings.",
  refs: ["https://cloud.google.com/iam/quotas"],
  options: {},
  on: "binding",
  applies: ({ members }) => members.length > 1,
  *check({ members, scope }, { graph }) {
    const first = new Map<string, Value>();
    for (const member of members) {
      const key = graph.principalOf(member, scope);
      const earlier = key === undefined ? undefined : first.get(key);
      if (key === undefined || member.uses !== undefined) continue;
      if (earlier === undefined) first.set(key, member);
      else if (!sameSpan(earlier.span, member.span)) {
        yield {
          span: member.span,
          message: `\`${display(member)}\` is in this list already.`,
          related: [{ span: earlier.span, message: "here" }],
          fixes: [withoutItem(member, "safe")],
        };
      }
    }
  },
});
