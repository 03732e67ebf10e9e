import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const knAnnotationNotString = defineRule({
  id: "kn-annotation-not-string",
  title: "Annotation of Cloud Run that is no text",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "The values of annotations are texts. YAML reads a bare `true` or `10` as a word of truth or a number, and `gcloud run services replace` and the API refuse the whole object.",
  how: "Put the value in quotes.",
  silent: "On values that a template writes, and where an anchor brings them from elsewhere.",
  refs: ["https://cloud.google.com/run/docs/reference/yaml/v1"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "run-annotation-not-text",
  *check(flaw) {
    const { at, words } = flaw;
    yield {
      span: at,
      message: `The value of \`${words.name}\` has to be a text, and \`${words.value}\` without quotes is none.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
