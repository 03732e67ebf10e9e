import { someBegin } from "../evidence/first-look.ts";
import { emailDomain } from "../model/principal.ts";
import { display, leading } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Domains of Google in which anyone can open an account. Others may stand for anything. */
const PERSONAL: ReadonlySet<string> = new Set(["gmail.com", "googlemail.com"]);

export const lpPersonalAccount = defineRule({
  id: "lp-personal-account",
  title: "Personal account",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "A private Google account is outside of the organization: nobody can lock it when its owner leaves, and none of the organization's policies for signing in hold for it.",
  how: "Grant the role to a group of the organization, or to the person's account there.",
  silent: "On domains in `trustedDomains`, in documents, and on taking roles away.",
  refs: ["https://cloud.google.com/iam/docs/using-iam-securely"],
  options: {},
  on: "binding",
  applies: ({ members, effect, isExample }) => effect === "grant" && isExample !== true && someBegin(members, "user:"),
  *check({ members }, { trustedDomains }) {
    for (const member of members) {
      const domain = leading(member).startsWith("user:") ? emailDomain(member) : undefined;
      if (domain === undefined || !PERSONAL.has(domain) || trustedDomains.includes(domain)) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` is a private account, which the organization does not control.`,
      };
    }
  },
});
