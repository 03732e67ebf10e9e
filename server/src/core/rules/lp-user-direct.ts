import { someBegin } from "../evidence/first-look.ts";
import { display, leading } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const lpUserDirect = defineRule({
  id: "lp-user-direct",
  title: "Role for a single person",
  severity: "info",
  isOff: true,
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "Roles for single people outlive their tasks, as nobody thinks of them when somebody changes teams. A group is changed in one place.",
  how: "Grant the role to a group.",
  silent: "Unless the configuration or the preset `strict` asks for it; in documents, and on taking roles away.",
  refs: ["https://cloud.google.com/iam/docs/using-iam-securely"],
  options: {},
  on: "binding",
  applies: ({ members, effect, isExample }) => effect === "grant" && isExample !== true && someBegin(members, "user:"),
  *check({ members }) {
    for (const member of members) {
      if (!leading(member).startsWith("user:")) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` is a single person: a group is changed in one place.`,
      };
    }
  },
});
