import { defineRule } from "./rule.ts";

export const polEmptyBinding = defineRule({
  id: "pol-empty-binding",
  title: "Binding without members",
  severity: "error",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: "Each binding of an allow policy has at least one member. A policy with an empty one is refused as a whole, so that none of its other bindings is applied either.",
  how: "Remove the binding, or name a member.",
  silent:
    "On lists that come from a template or may hold more than is seen, and on policies with neither `version` nor `etag`, which may be of another tool.",
  refs: ["https://cloud.google.com/iam/docs/reference/rest/v1/Policy"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "pol-empty-binding",
  *check({ at, span }, { graph }) {
    const binding = graph.bindings.find((one) => one.span.uri === span.uri && one.span.start === span.start);
    const changes = binding === undefined ? [] : [{ kind: "remove-binding" as const, binding }];
    yield {
      span: at,
      message: "This binding has no members, and a policy with such a binding is refused.",
      ...(changes.length > 0 && { fixes: [{ title: "Remove the binding", safety: "unsafe", changes }] }),
    };
  },
});
