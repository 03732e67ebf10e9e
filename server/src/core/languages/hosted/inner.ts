import type { Fact } from "../../model/facts.ts";
import type { Change } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import { type Elsewhere, type Extraction, type Language, NOTHING, type Source } from "../language.ts";
import { relocated, to } from "./relocate.ts";
import { type Transcript, toDocument, toTranscript } from "./transcript.ts";

/** What a document holds in another language. */
export interface Inner {
  readonly guest: Language;
  readonly document: Source;
  readonly transcript: Transcript;
  /** The transcript as a document: always the same object, so that the guest can keep what it read. */
  readonly source: Source;
  /**
   * The guest's edits as edits of the document; `undefined` unless the document, edited so, holds what the guest has written.
   * @param anchor a place of the transcript whose line new lines are to be like.
   */
  edits(own: readonly Edit[], anchor?: number): readonly Edit[] | undefined;
}

export const asSource = ({ text, pieces }: Transcript, uri: string): Source => ({ uri, text, pieces });

/**
 * What the guest reads, with the places and the repairs of the document.
 * @param finished what becomes of a fact; `read` is the fact as it was read from the transcript.
 * @param elsewhere where the guest may look for what it builds upon.
 */
export function readInner(
  inner: Inner,
  finished: (fact: Fact, read: Fact) => Fact | undefined = (fact) => fact,
  elsewhere?: Elsewhere,
): Extraction {
  const { guest, document, transcript, source } = inner;
  const read = guest.mayHold(source.text) ? guest.extract([source], elsewhere) : NOTHING;
  const { uri, text } = document;
  const moved = relocated(read, { uri, ...to(uri, text, (stretch) => toDocument(transcript, stretch)) });
  const facts = moved.facts.flatMap((fact, i) => {
    const own = read.facts[i];
    return own === undefined ? [] : (finished(repaired(fact, own, inner), own) ?? []);
  });
  return { facts, values: moved.values };
}

/** A flaw with those of its repairs that the document has a form for. */
function repaired(fact: Fact, read: Fact, inner: Inner): Fact {
  if (fact.kind !== "flaw" || read.kind !== "flaw") return fact;
  const repairs = read.repairs.flatMap((repair) => {
    const edits = inner.edits(repair.edits);
    return edits === undefined ? [] : [{ ...repair, edits }];
  });
  return { ...fact, repairs };
}

/** Turns an intent about what the guest read into edits of the document. */
export function renderInner(inner: Inner, change: Change): readonly Edit[] | undefined {
  const { guest, document, transcript, source } = inner;
  const { uri } = document;
  const wanted = relocated(change, { uri, ...to(uri, source.text, toTranscript(transcript)) });
  const edits = guest.render(wanted, source);
  return edits && inner.edits(edits, wanted.kind === "add-binding" ? wanted.after.span.start : undefined);
}
