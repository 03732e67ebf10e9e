import type { Applier, Fact } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { readInner } from "../hosted/inner.ts";
import type { Elsewhere, Extraction, Source } from "../language.ts";
import type { Deployer } from "./deployer.ts";
import { plainlyBelow } from "./folder.ts";
import { innerOf } from "./render.ts";
import type { PipelineScript, Step } from "./script.ts";

/** What the commands of a pipeline say, with the places of the document. */
export function extractScript(script: PipelineScript, document: Source, elsewhere?: Elsewhere): Extraction {
  const { steps, standIns } = script;
  const finished = (fact: Fact, { span }: Fact): Fact | undefined => {
    if (span.uri !== document.uri) return fact;
    return fact.kind === "flaw" && standIns.has(span.start) ? undefined : deployed(fact, stepAt(span.start, steps));
  };
  const { facts, values } = readInner(innerOf(script, document), finished, elsewhere);
  return { facts: [...facts, ...appliersOf(script, document)], values: [...values, ...accountsOf(steps)] };
}

const stepAt = (offset: number, steps: readonly Step[]): Step | undefined =>
  steps.find(({ start, end }) => start <= offset && offset < end);

/** A command that says itself as whom it runs is believed. */
function deployed(fact: Fact, step: Step | undefined): Fact {
  const runsAs = step?.runsAs;
  if (runsAs === undefined) return fact;
  const isExecution = fact.kind === "caller" && fact.type === "run.executions";
  if (fact.kind === "workload" || fact.kind === "domain-mapping" || (fact.kind === "caller" && !isExecution))
    return fact.deployedBy === undefined ? { ...fact, deployedBy: runsAs.member } : fact;
  if (fact.kind === "applier") return appliedAs(fact, runsAs, step?.folder);
  const isBare = isExecution && fact.identity === undefined;
  return isBare ? { ...fact, identity: runsAs.account } : fact;
}

/** The finding stands where the account is named. */
function appliedAs(applier: Applier, { account: { span }, member }: Deployer, folder: string | undefined): Applier {
  const configuration = (folder && plainlyBelow(folder, applier.configuration)) || applier.configuration;
  return applier.member === undefined
    ? { ...applier, member, configuration, span, head: span }
    : { ...applier, configuration };
}

const accountsOf = (steps: readonly Step[]): readonly Value[] => [
  ...new Set(steps.flatMap(({ runsAs, appliesAs }) => [runsAs, appliesAs].flatMap((one) => one?.account ?? []))),
];

/** Who applies which configuration of Terraform, where a step tells both. */
function appliersOf({ steps, transcript }: PipelineScript, { uri }: Source): readonly Applier[] {
  return steps.flatMap(({ start, end, appliesAs, folder }) => {
    if (appliesAs === undefined || folder === undefined) return [];
    const configuration = appliedIn(transcript.text.slice(start, end), folder);
    if (configuration === undefined) return [];
    const { span } = appliesAs.account;
    const { member } = appliesAs;
    return [{ kind: "applier", span, head: span, source: "terraform apply", scope: uri, configuration, member }];
  });
}

const APPLY = /(?:^|[\s;&|(])(?:terraform|tofu)(?:[ \t]+-chdir=["']?([^\s"']+)["']?)?[ \t]+apply\b/;
const CHANGE = /(?:^|[\s;&|(])cd[ \t]+["']?([^\s"';&|]+)/g;

/** The folder of the configuration that a script applies. */
function appliedIn(script: string, folder: string): string | undefined {
  const apply = APPLY.exec(script);
  if (apply === null) return undefined;
  const changes = [...script.slice(0, apply.index).matchAll(CHANGE)].map(([, path = ""]) => path);
  return [...changes, ...(apply[1] === undefined ? [] : [apply[1]])].reduce<string | undefined>(
    (at, path) => (at === undefined ? undefined : plainlyBelow(at, path)),
    folder,
  );
}
