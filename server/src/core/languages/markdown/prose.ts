import type { Fact } from "../../model/facts.ts";
import { placeOf } from "../../model/finding.ts";
import type { Span } from "../../text/span.ts";
import type { Language, Source } from "../language.ts";
import type { Fence } from "./fences.ts";
import { fitted, fittedLines } from "./fitted.ts";
import { type Hosted, hostedIn, mayHoldInner, read, render } from "./hosted.ts";
import { withStandIns } from "./stand-ins.ts";

/** A kind of documents that explain, with blocks of other languages in between. */
export interface Prose extends Pick<Language, "id" | "matches"> {
  /** Cheap: whether there may be blocks in a text. */
  readonly mayHaveBlocks: (text: string) => boolean;
  readonly blocksIn: (text: string) => readonly Fence[];
}

/** A language that reads the blocks of documents, each in its own language, as examples. */
export function prose({ id, matches, mayHaveBlocks, blocksIn: findBlocks }: Prose): Language {
  const blocksIn = forLast(findBlocks);
  const mayHold = (text: string): boolean => mayHaveBlocks(text) && mayHoldInner(text, blocksIn(text));
  const hostedOf = (source: Source) => (mayHaveBlocks(source.text) ? hostedIn(source, blocksIn(source.text)) : []);
  const kept = new WeakMap<Source, readonly Hosted[]>();
  /** The same masked documents for the same document, so that the inner languages can keep what they read. */
  const hostedFor = (source: Source): readonly Hosted[] => {
    const known = kept.get(source) ?? hostedOf(source);
    kept.set(source, known);
    return known;
  };
  return {
    id,
    matches,
    mayHold,
    extract(unit) {
      const all = unit.flatMap((source) => hostedOf(source).map((hosted) => ({ source, said: read(hosted, source) })));
      const facts = all.flatMap(({ source, said }) => said.facts.map((fact) => asExample(fact, source)));
      return withStandIns({ facts, values: all.flatMap(({ said }) => said.values) });
    },
    render(change, source) {
      const place = placeOf(change);
      const hosted = hostedFor(source).find(({ masked }) => holds(masked, place));
      const edits = hosted === undefined ? undefined : render(hosted, change, source);
      return edits === undefined ? undefined : fitted(edits, change, source);
    },
  };
}

/** Keeps the answer for the last text: a document that may hold something is read next. */
function forLast<T>(find: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly found: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, found: find(text) };
    return last.found;
  };
}

function asExample(fact: Fact, source: Source): Fact {
  if (fact.kind !== "flaw") return { ...fact, isExample: true };
  const repairs = fact.repairs.map(({ title, edits }) => ({ title, edits: fittedLines(edits, source) }));
  return { ...fact, isExample: true, repairs };
}

const holds = ({ pieces = [] }: Source, { start, end }: Span): boolean =>
  pieces.some((piece) => piece.start <= start && end <= piece.end);
