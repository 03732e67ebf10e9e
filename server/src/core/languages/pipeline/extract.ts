import type { Fact } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { readInner } from "../hosted/inner.ts";
import type { Extraction, Source } from "../language.ts";
import { innerOf } from "./render.ts";
import type { PipelineScript, Step } from "./script.ts";

/** What the commands of a pipeline say, with the places of the document. */
export function extractScript(script: PipelineScript, document: Source): Extraction {
  const { steps, standIns } = script;
  const { facts, values } = readInner(innerOf(script, document), (fact, { span }) =>
    fact.kind === "flaw" && standIns.has(span.start) ? undefined : deployed(fact, stepAt(span.start, steps)),
  );
  return { facts, values: [...values, ...accountsOf(steps)] };
}

const stepAt = (offset: number, steps: readonly Step[]): Step | undefined =>
  steps.find(({ start, end }) => start <= offset && offset < end);

const deployed = (fact: Fact, step: Step | undefined): Fact =>
  fact.kind === "workload" && step?.runsAs !== undefined ? { ...fact, deployedBy: step.runsAs.member } : fact;

const accountsOf = (steps: readonly Step[]): readonly Value[] => [
  ...new Set(steps.flatMap(({ runsAs }) => runsAs?.account ?? [])),
];
