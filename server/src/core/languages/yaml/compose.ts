import { type Document, parseAllDocuments, visit } from "yaml";
import type { Source } from "../language.ts";
import { mask } from "../manifest/placeholders.ts";
import type { Node } from "../manifest/tree.ts";
import { Converter } from "./convert.ts";

/**
 * Every value stays the text that is written (no numbers, no dates); keys are not compared with each other, which costs the square of
 * their number; nothing is resolved, so aliases cannot multiply.
 */
const OPTIONS = { schema: "failsafe", uniqueKeys: false, prettyErrors: false, logLevel: "silent" } as const;

/** The documents in a stretch of a file that no `---` divides: one, or several that end with `...`; none where nothing is written. */
export function treesIn({ uri, text }: Source, start: number, end: number): readonly Node[] {
  const stretch = text.slice(start, end);
  const masked = mask(withoutTabs(stretch));
  const converter = new Converter(uri, start, stretch, masked);
  return rootsOf(masked.text).flatMap((root) => converter.convert(root) ?? []);
}

/** Tabs are no indentation in YAML; as blanks they let the rest of the document be read. */
const withoutTabs = (text: string): string =>
  text.includes("\t") ? text.replace(/^[ \t]*\t/gm, (indent) => " ".repeat(indent.length)) : text;

/** What is left of a text whose quotes are being typed is read again without the quote, so often at most. */
const MOST_REPAIRS = 4;

/** A text that exhausts the parser has no documents. */
function rootsOf(text: string): readonly unknown[] {
  try {
    return composed(text).map(({ contents }) => contents);
  } catch {
    return [];
  }
}

function composed(text: string): readonly Document.Parsed[] {
  let written = text;
  let documents = compose(written);
  for (let i = 0; i < MOST_REPAIRS; i++) {
    const quote = strayQuote(written, documents);
    if (quote === undefined) break;
    const repaired = `${written.slice(0, quote)} ${written.slice(quote + 1)}`;
    const better = compose(repaired);
    if (errorsOf(better) >= errorsOf(documents)) break;
    written = repaired;
    documents = better;
  }
  return documents;
}

function compose(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, OPTIONS);
  return "empty" in documents ? [] : documents;
}

const errorsOf = (documents: readonly Document.Parsed[]): number =>
  documents.reduce((count, { errors }) => count + errors.length, 0);

/** In a document with errors, the first quote whose text runs over the end of its line. */
function strayQuote(text: string, documents: readonly Document.Parsed[]): number | undefined {
  let found: number | undefined;
  for (const document of documents.filter(({ errors }) => errors.length > 0)) {
    visit(document, {
      Scalar(_, { type, range }) {
        if ((type !== "QUOTE_DOUBLE" && type !== "QUOTE_SINGLE") || !range) return undefined;
        if (!text.slice(range[0], range[1]).includes("\n")) return undefined;
        found = range[0];
        return visit.BREAK;
      },
    });
    if (found !== undefined) break;
  }
  return found;
}
