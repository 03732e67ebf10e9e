import { placeOf } from "../../model/finding.ts";
import type { Span } from "../../text/span.ts";
import type { Language, Source } from "../language.ts";
import { fitted } from "./fitted.ts";
import { type Hosted, hostedIn, mayHost } from "./hosted.ts";

/** Fenced blocks of Markdown documents, in the languages that they are marked as. */
export const markdown: Language = {
  id: "markdown",
  matches: (uri) => /\.(?:md|mdx|markdown)$/.test(uri),
  mayHold: mayHost,
  extract(unit) {
    const read = unit.flatMap(hostedIn).map(({ language, masked }) => language.extract([masked]));
    const facts = read.flatMap((one) => one.facts.map((fact) => ({ ...fact, isExample: true })));
    return { facts, values: read.flatMap(({ values }) => values) };
  },
  render(change, source) {
    const place = placeOf(change);
    const hosted = hostedFor(source).find(({ masked }) => holds(masked, place));
    const edits = hosted?.language.render(change, hosted.masked);
    return edits === undefined ? undefined : fitted(edits, change, source);
  },
};

const kept = new WeakMap<Source, readonly Hosted[]>();

/** The same masked documents for the same document, so that the inner languages can keep what they read. */
function hostedFor(source: Source): readonly Hosted[] {
  const known = kept.get(source) ?? hostedIn(source);
  kept.set(source, known);
  return known;
}

const holds = ({ pieces = [] }: Source, { start, end }: Span): boolean =>
  pieces.some((piece) => piece.start <= start && end <= piece.end);
