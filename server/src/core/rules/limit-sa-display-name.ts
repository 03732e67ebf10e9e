import { defineRule } from "./rule.ts";

export const limitSaDisplayName = defineRule({
  id: "limit-sa-display-name",
  title: "Display name of a service account too long",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "The API takes at most 100 bytes of UTF-8 as the `displayName` of a service account, and letters outside of ASCII count two to four.",
  how: "Shorten it.",
  silent: "On texts that are not fully known.",
  refs: ["https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "limit-sa-display-name",
  *check({ at, words: { size, most } }) {
    yield { span: at, message: `This has ${size} bytes; the display name of a service account may have ${most}.` };
  },
});
