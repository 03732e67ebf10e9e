import { defineRule } from "./rule.ts";

export const limitSaDescription = defineRule({
  id: "limit-sa-description",
  title: "Description of a service account too long",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "The API takes at most 256 bytes of UTF-8 as the `description` of a service account, and letters outside of ASCII count two to four.",
  how: "Shorten it.",
  silent: "On texts that are not fully known.",
  refs: ["https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "limit-sa-description",
  *check({ at, words: { size, most } }) {
    yield { span: at, message: `This has ${size} bytes; the description of a service account may have ${most}.` };
  },
});
