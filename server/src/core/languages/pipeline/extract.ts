import type { Fact, Repair } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { gcloud } from "../gcloud/gcloud.ts";
import { type Extraction, NOTHING, type Source } from "../language.ts";
import { relocated } from "./relocate.ts";
import { writtenEdit } from "./render.ts";
import type { PipelineScript, Step } from "./script.ts";

/** What the commands of a pipeline say, with the places of the document. */
export function extractScript(script: PipelineScript, document: Source): Extraction {
  const read = gcloud.mayHold(script.source.text) ? gcloud.extract([script.source]) : NOTHING;
  const facts = read.facts.filter(({ kind, span }) => kind !== "flaw" || !script.standIns.has(span.start));
  const { values } = read;
  const place = (span: Span): Span => script.assembly.placeOf(span, document.uri);
  const placed = relocated({ facts, values }, place, (data) => withDocument(data, document));
  return {
    facts: placed.facts.map((fact, index) => finished(fact, facts[index], script, document)),
    values: [...placed.values, ...accountsOf(script.steps)],
  };
}

/** @param read the fact as it was read from the script. */
function finished(fact: Fact, read: Fact | undefined, script: PipelineScript, document: Source): Fact {
  if (fact.kind === "flaw" && read?.kind === "flaw") {
    return { ...fact, repairs: read.repairs.flatMap((repair) => writtenRepair(repair, script, document)) };
  }
  return deployed(fact, stepOf(read, script.steps));
}

/** A repair as the document writes it; none where an edit of it has no place. */
function writtenRepair(repair: Repair, script: PipelineScript, document: Source): readonly Repair[] {
  const edits = repair.edits.map((edit) => writtenEdit(edit, script, document));
  return edits.every((edit) => edit !== undefined) ? [{ ...repair, edits }] : [];
}

const stepOf = (fact: Fact | undefined, steps: readonly Step[]): Step | undefined =>
  fact && steps.find(({ start, end }) => start <= fact.span.start && fact.span.start < end);

const deployed = (fact: Fact, step: Step | undefined): Fact =>
  fact.kind === "workload" && step?.runsAs !== undefined ? { ...fact, deployedBy: step.runsAs.member } : fact;

const accountsOf = (steps: readonly Step[]): readonly Value[] => [
  ...new Set(steps.flatMap(({ runsAs }) => runsAs?.account ?? [])),
];

/** How a condition is written is told by the document, not by the script. */
function withDocument(data: object, { text }: Source): object {
  if (!("written" in data) || !("span" in data)) return data;
  const { start, end } = data.span as Span;
  return { ...data, written: text.slice(start, end) };
}
