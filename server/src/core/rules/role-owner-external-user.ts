import { emailDomain } from "../model/principal.ts";
import { display, known, leading } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const roleOwnerExternalUser = defineRule({
  id: "role-owner-external-user",
  title: "Owner from outside, who has to be invited",
  severity: "info",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "Somebody from outside of the organization becomes an owner of a project only by an invitation from the console, which has to be accepted. Setting the policy by other means is refused.",
  how: "Invite the person in the console, or grant a smaller role.",
  silent:
    "Unless `trustedDomains` tells which domains are one's own; on other roles than Owner, other resources than projects, and in documents.",
  refs: ["https://cloud.google.com/resource-manager/reference/rest/v1/projects/setIamPolicy"],
  options: {},
  on: "binding",
  applies: ({ role, resource, effect, isExample }, { trustedDomains }) =>
    trustedDomains.length > 0 &&
    effect === "grant" &&
    isExample !== true &&
    resource.type === "resourcemanager.projects" &&
    known(role) === "roles/owner",
  *check({ members }, { trustedDomains }) {
    for (const member of members) {
      const domain = leading(member).startsWith("user:") ? emailDomain(member) : undefined;
      if (domain === undefined || trustedDomains.includes(domain)) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` is from outside and becomes an owner by an invitation from the console only.`,
      };
    }
  },
});
