import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shSaTarget = defineRule({
  id: "sh-sa-target",
  title: "Name in place of an account's address",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "The service account whose policy is changed is named by its e-mail address or its number. gcloud refuses its short name.",
  how: "Write the whole address, `NAME@PROJECT.iam.gserviceaccount.com`.",
  silent: "On values that are not known.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference/iam/service-accounts/add-iam-policy-binding"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-sa-target",
  *check(flaw) {
    const { name = "" } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${name}\` is neither the e-mail address nor the number of a service account.`,
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
