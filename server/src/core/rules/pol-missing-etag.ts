import { defineRule } from "./rule.ts";

export const polMissingEtag = defineRule({
  id: "pol-missing-etag",
  title: "Policy that is set without an etag",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: "The `etag` of an allow policy says which version of it was read. `set-iam-policy` with a file that has none replaces whatever is there: grants that others have made since are lost without a word, and a policy with conditions can lose them all.",
  how: "Read the policy with `get-iam-policy`, change what came back and set that, with its `etag`. For single grants use `add-iam-policy-binding`.",
  silent:
    "On files that no command of the workspace is seen to set, on files that a script makes in a way that is not seen, and where a template may write the `etag`.",
  refs: [
    "https://cloud.google.com/iam/docs/policies#etag",
    "https://cloud.google.com/iam/docs/reference/rest/v1/Policy",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "pol-missing-etag",
  *check({ at }) {
    yield {
      span: at,
      message:
        "A command in this workspace sets this policy, which has no `etag`: it overwrites what others have changed meanwhile.",
    };
  },
});
