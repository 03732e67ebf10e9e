import { defineRule } from "./rule.ts";

export const configInvalid = defineRule({
  id: "config-invalid",
  title: "Mistake in the configuration",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "What the configuration file says in a wrong way is left out, so that a rule that was meant to be off is on, or the other way round.",
  how: "Write what the message asks for. The JSON Schema of the file gives completion in an editor.",
  silent: "Outside of `.iamlint.json` and `.iamlint.yaml`.",
  refs: ["https://github.com/gcp-iam-lint/gcp-iam-lint/blob/main/schemas/config.schema.json"],
  options: {},
  on: "config-mistake",
  *check({ span, message, meant }) {
    if (meant === undefined) yield { span, message: `${message}.` };
    else
      yield {
        span,
        message: `${message}.`,
        fixes: [{ title: `Write "${meant}"`, safety: "unsafe", changes: [{ kind: "rewrite", span, text: meant }] }],
      };
  },
});
