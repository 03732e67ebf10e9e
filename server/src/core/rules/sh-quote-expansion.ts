import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const shQuoteExpansion = defineRule({
  id: "sh-quote-expansion",
  title: "Variable in single quotes",
  severity: "warning",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "The shell replaces nothing within single quotes, so gcloud gets the dollar sign and the name.",
  how: "Use double quotes.",
  silent:
    "In files in which something else replaces variables first: pipelines, Makefiles, templates, scripts for `envsubst` or within a here-document.",
  refs: ["https://www.gnu.org/software/bash/manual/html_node/Single-Quotes.html"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-quote-expansion",
  *check(flaw) {
    const { variable = "" } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${variable}\` stands in single quotes, so the shell does not replace it.`,
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
