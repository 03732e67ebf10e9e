import { flawFixes } from "../evidence/flaw-fixes.ts";
import type { Binding } from "../model/facts.ts";
import { defineRule } from "./rule.ts";

export const shConditionNone = defineRule({
  id: "sh-condition-none",
  title: "Binding without a word about conditions",
  severity: "warning",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: 'Once a policy holds a conditional binding, gcloud wants to know of each further one whether it has a condition. A person is asked; in a pipeline, or with `--quiet`, the command fails: "Adding a binding without specifying a condition to a policy containing conditions is prohibited in non-interactive mode".',
  how: "Say `--condition=None`.",
  silent:
    "In examples of documentation, on commands that take no condition, and when other words may hold the flag. Where somebody can answer, unless the script itself grants something under a condition on that type of resource; then it is only advice.",
  refs: [
    "https://cloud.google.com/sdk/gcloud/reference/projects/add-iam-policy-binding",
    "https://github.com/hirosassa/bqiam/issues/50",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-condition-none",
  *check(flaw, { graph }) {
    if (flaw.isExample) return;
    const { command = "", quiet, type = "" } = flaw.words;
    const isConditional = ({ condition, resource, scope }: Binding) =>
      condition !== undefined && resource.type === type && scope === flaw.scope;
    const other = graph.bindings.find(isConditional);
    if (quiet !== "true" && other === undefined) return;
    const fails = quiet === "true" ? "fails" : "asks a question";
    const when =
      other === undefined
        ? "once the policy holds a conditional binding"
        : "when the policy holds the conditional binding";
    yield {
      span: flaw.at,
      severity: quiet === "true" ? "warning" : "info",
      message: `\`${command}\` says nothing about a condition: it ${fails} ${when}. Say \`--condition=None\`.`,
      ...(other && { related: [{ span: other.head, message: "grants under a condition" }] }),
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
