import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const cbServiceAccountFormat = defineRule({
  id: "cb-service-account-format",
  title: "Account of a build that is no resource name",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "Cloud Build takes the account that a build runs as by its resource name, `projects/PROJECT/serviceAccounts/ACCOUNT`. An e-mail address alone is refused.",
  how: "Write `projects/PROJECT/serviceAccounts/` in front of the address.",
  silent: "On values in which a substitution may bring what stands in front of the address.",
  refs: [
    "https://cloud.google.com/build/docs/securing-builds/configure-user-specified-service-accounts",
    "https://cloud.google.com/build/docs/api/reference/rest/v1/projects.builds",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "build-account-format",
  *check(flaw) {
    yield {
      span: flaw.at,
      message:
        "A build names its account as `projects/PROJECT/serviceAccounts/ACCOUNT`, and not by the e-mail address alone.",
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
