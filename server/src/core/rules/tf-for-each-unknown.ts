import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfForEachUnknown = defineRule({
  id: "tf-for-each-unknown",
  title: "Keys that are known only after an apply",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: "Terraform has to know the keys of a `for_each` when it plans. An attribute that Google fills in, such as the `unique_id` of a service account that the same apply makes, is not known then, and the first plan fails.",
  how: "Use a map with keys of your own: `{ ci = google_service_account.ci.member }`.",
  silent:
    "On references of which the code does not tell what they name. `email` and `member` of a service account are known since version 6 of the provider, and only a piece of information.",
  refs: ["https://developer.hashicorp.com/terraform/language/meta-arguments/for_each"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-for-each-unknown",
  *check(flaw) {
    const { text, since } = flaw.words;
    const isOld = since !== "";
    yield {
      span: flaw.at,
      message: `\`${text}\` is no key for \`for_each\`: it is known only after an apply${isOld ? `, before version ${since} of the provider` : ""}.`,
      ...(isOld ? { severity: "info" as const } : {}),
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
