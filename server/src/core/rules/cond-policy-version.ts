import type { Lookup } from "../graph/lookup.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import { type Span, sameSpan } from "../text/span.ts";
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
  on: "binding",
  applies: ({ policyVersion, condition }) => policyVersion !== undefined && condition !== undefined,
  *check(binding, { graph }) {
    const { policyVersion, condition, head } = binding;
    if (policyVersion === undefined || condition === undefined) return;
    const { value } = policyVersion;
    const first = graph.find(LIMITED, keyOf(binding)).find((other) => isSamePlace(other.policyVersion?.value, value));
    if (first === binding) yield* judge(value, head, condition.span);
  },
});

/** Role bindings with a condition in policies that may say their version, by scope and document. */
const LIMITED: Lookup<Binding> = {
  finds: (fact): fact is Binding =>
    fact.kind === "binding" && fact.policyVersion !== undefined && fact.condition !== undefined,
  keysOf: (binding) => [keyOf(binding)],
};

const keyOf = ({ scope, head }: Binding): string => `${scope}\n${head.uri}`;

const isSamePlace = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && sameSpan(a.span, b.span));

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
