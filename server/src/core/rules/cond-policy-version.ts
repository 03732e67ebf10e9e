import type { Finding } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import type { Span } from "../text/span.ts";
import { defineRule } from "./rule.ts";

const WANTED = "3";

export const condPolicyVersion = defineRule({
  id: "cond-policy-version",
  title: "Policy with conditions below version 3",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.1.0",
  why: "Only version 3 of an allow policy has conditions. A policy file with a condition that says another version, or none, is refused by `set-iam-policy` and the API.",
  how: "Write `version: 3` into the file.",
  silent:
    "On policies without conditions, on bindings outside of policy files, on files with neither `version` nor `etag`, which may be of another tool, and where the version is not known.",
  refs: [
    "https://cloud.google.com/iam/docs/reference/rest/v1/Policy",
    "https://cloud.google.com/iam/docs/policies#versions",
  ],
  options: {},
  on: "scope",
  *check(scope) {
    const seen = new Set<string>();
    for (const { policyVersion, condition, head } of scope.of("binding")) {
      if (policyVersion === undefined || condition === undefined) continue;
      const { value } = policyVersion;
      const place = value === undefined ? head.uri : `${value.span.uri} ${value.span.start}`;
      if (!seen.has(place)) yield* judge(value, head, condition.span);
      seen.add(place);
    }
  },
});

function* judge(value: Value | undefined, head: Span, condition: Span): Generator<Finding> {
  const related = [{ span: condition, message: "the condition" }];
  const version = known(value);
  if (value === undefined) {
    const message = "A policy with a condition has to say `version: 3`, and this one says no version.";
    yield { span: head, message, related };
  } else if (version !== undefined && version !== WANTED) {
    yield {
      span: value.span,
      message: `A policy with a condition has to be of version 3, and this one is of version ${version}.`,
      related,
      fixes: [
        { title: "Write version 3", safety: "safe", changes: [{ kind: "replace", value, with: [literal(WANTED)] }] },
      ],
    };
  }
}
