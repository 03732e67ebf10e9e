import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Issuers whose tokens anybody can get, and the claim that tells one's own from the others'. */
const SHARED: readonly (readonly [issuer: RegExp, name: string, claim: string])[] = [
  [/^https:\/\/token\.actions\.githubusercontent\.com\/?$/, "GitHub", "assertion.repository_owner_id"],
  [/^https:\/\/gitlab\.com\/?$/, "GitLab", "assertion.namespace_id"],
  [/^https:\/\/app\.terraform\.io\/?$/, "HCP Terraform", "assertion.terraform_organization_id"],
];

export const wifProviderNoCondition = defineRule({
  id: "wif-provider-no-condition",
  title: "Identity provider that takes everybody's tokens",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "GitHub, GitLab and HCP Terraform sign the tokens of all their customers as one issuer. A provider without an attribute condition takes those of strangers too, so that only the members of each grant keep them out. Google asks for a condition with these issuers.",
  how: "Write an `attribute_condition` on the claim that names your organization, by its number rather than by its name, which somebody else may take over.",
  silent:
    "On issuers of one's own (a GitHub Enterprise Server, a GitLab of one's own), on issuers that are not known, and on conditions that are there, whatever they say. In documents it is an info.",
  refs: ["https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines"],
  options: {},
  on: "identity-provider",
  *check({ issuer, condition, isExample }) {
    const text = known(issuer);
    const [, name, claim] = SHARED.find(([form]) => form.test(text ?? "")) ?? [];
    if (issuer === undefined || name === undefined || condition !== undefined) return;
    yield {
      span: issuer.span,
      severity: isExample ? "info" : "warning",
      message: `${name} issues tokens to everybody, and this provider takes all of them: it needs a condition, such as one on \`${claim}\`.`,
    };
  },
});
