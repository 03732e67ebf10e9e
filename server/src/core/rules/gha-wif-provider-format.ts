import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const ghaWifProviderFormat = defineRule({
  id: "gha-wif-provider-format",
  title: "Workload identity provider in a wrong form",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "The action asks for the full name of a provider: `projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. With the project's id, the pool alone, or a host in front, the exchange of tokens fails.",
  how: "Take the name as `gcloud iam workload-identity-pools providers describe PROVIDER --location=global --workload-identity-pool=POOL --format='value(name)'` prints it.",
  silent: "Where a part of the name is not known, as with secrets and variables.",
  refs: ["https://github.com/google-github-actions/auth#inputs-workload-identity-federation"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "wif-provider-format",
  *check(flaw) {
    yield {
      span: flaw.at,
      message: `This is not the full name of a provider: it ${flaw.words.problem}. It has the form \`projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER\`.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
