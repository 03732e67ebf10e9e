import type { Language } from "../language.ts";
import { fencesIn } from "./fences.ts";
import { indentedIn } from "./indented.ts";
import { prose } from "./prose.ts";

const INDENTED_COMMAND = /\n(?: {4}|\t)[ \t]*(?:\$ )?(?:gcloud|gsutil|bq) /;

/** Blocks of Markdown documents, in the languages that they are marked as or surely are. */
export const markdown: Language = prose({
  id: "markdown",
  matches: (uri) => /\.(?:md|mdx|markdown)$/i.test(uri),
  mayHaveBlocks: (text) => text.includes("```") || text.includes("~~~") || INDENTED_COMMAND.test(text),
  blocksIn(text) {
    const fences = fencesIn(text);
    const indented = indentedIn(text, fences);
    return indented.length === 0 ? fences : [...fences, ...indented].sort((a, b) => a.start - b.start);
  },
});
