import type { Source } from "../language.ts";
import { at, isWritten, type Mapping, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import type { Deployer } from "./deployer.ts";
import { contextMarks, contextVariable, type Input, inputsOf, keysUsed, matrixOf } from "./github-contexts.ts";
import { actionOf, type Job, jobsOf, placedSteps, settingOf } from "./github-jobs.ts";
import { inEachRound } from "./rounds.ts";
import { ENVIRONMENT, type PipelineScript, ScriptBuilder } from "./script.ts";

/** What a workflow or an action gets from the one that calls it. */
export interface Call {
  /** Without a value where that is not known. */
  readonly inputs: ReadonlyMap<string, Scalar | undefined>;
  /** As whom the job runs that uses an action. */
  readonly runsAs?: Deployer;
}

/** The commands of the steps of all jobs, each with the variables around it; deploying actions as the commands that they run. */
export function githubScript(root: Mapping, source: Source, call?: Call): PipelineScript {
  const jobs = jobsOf(root);
  const inputs = given(inputsOf(root), call);
  const matrices = jobs.map(({ levels }) => matrixOf(levels[0]));
  const builder = new ScriptBuilder(source, contextMarks(inputs, matrices));
  builder.before(() => {
    for (const { name, value } of inputs) builder.assign(contextVariable("inputs", name), value);
  });
  for (const [i, job] of jobs.entries()) {
    const { levels } = job;
    for (const { step, place } of placedSteps(job, inputs, source, call?.runsAs)) {
      const write = writerOf(step, job);
      if (write === undefined) continue;
      const keys = keysUsed(matrices[i], [step, ...levels.map((level) => at(level, "env"))], source);
      builder.step(() => inEachRound(keys, builder, () => write(builder)), place);
    }
  }
  return builder.built();
}

/** Inputs with what a caller gives, where there is one, in place of the defaults. */
const given = (inputs: readonly Input[], call: Call | undefined): readonly Input[] => [
  ...inputs.filter(({ name }) => call?.inputs.has(name) !== true),
  ...[...(call?.inputs ?? [])].flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
];

const SHELL = /^(?:ba)?sh\b/;
const POWERSHELL = /^(?:pwsh|powershell)\b/;

type Writer = (builder: ScriptBuilder) => void;

/** Writes what a step runs; `undefined` for one that runs nothing of interest. */
function writerOf(step: Node, { levels: around }: Job): Writer | undefined {
  const levels = [step, ...around];
  const deploys = DEPLOYS[actionOf(step) ?? ""];
  const run = at(step, "run");
  const write = deploys ?? (isWritten(run) ? scriptWriter(run, shellOf(levels), levels) : undefined);
  return (
    write &&
    ((builder) => {
      assignAll(levels, builder);
      write(step, builder);
    })
  );
}

function scriptWriter(run: Scalar, shell: string, levels: readonly Node[]): StepWriter | undefined {
  if (POWERSHELL.test(shell))
    return (_, builder) => {
      assignAll(levels, builder, ENVIRONMENT);
      builder.powershell(run);
    };
  return SHELL.test(shell) ? (_, builder) => builder.lines(run) : undefined;
}

/** The usual shell is bash, but on Windows. */
function shellOf(levels: readonly Node[]): string {
  const named = settingOf("shell", levels);
  if (named !== undefined) return textAt(named) ?? "";
  return textAt(levels[1], "runs-on")?.startsWith("windows") === true ? "pwsh" : "bash";
}

function assignAll(levels: readonly Node[], builder: ScriptBuilder, prefix = ""): void {
  for (const level of levels.toReversed()) {
    const env = at(level, "env");
    if (env?.kind !== "mapping") continue;
    for (const { key, value } of env.entries) if (isWritten(value)) builder.assign(prefix + key, value);
  }
}

type StepWriter = (step: Node, builder: ScriptBuilder) => void;

/** Inputs that the actions hand on as flags of the same meaning. */
const RUN_FLAGS = { image: "--image", region: "--region", project_id: "--project", source: "--source" };
const REPLACE_FLAGS = { region: "--region", project_id: "--project" };
const FUNCTION_FLAGS = {
  region: "--region",
  project_id: "--project",
  service_account: "--service-account",
  service_account_email: "--service-account",
};

/** What a deploying action runs. Source: the READMEs of google-github-actions/deploy-cloudrun and deploy-cloud-functions. */
const DEPLOYS: Readonly<Record<string, StepWriter>> = {
  "google-github-actions/deploy-cloudrun": (step, builder) => {
    const metadata = at(step, "with", "metadata");
    if (isWritten(metadata)) return writeCommand("run services replace", metadata, REPLACE_FLAGS, step, builder);
    const kinds = { service: "run deploy", job: "run jobs deploy", worker_pool: "run worker-pools deploy" };
    for (const [key, command] of Object.entries(kinds)) {
      const name = at(step, "with", key);
      if (isWritten(name)) return writeCommand(command, name, RUN_FLAGS, step, builder);
    }
  },
  "google-github-actions/deploy-cloud-functions": (step, builder) => {
    const name = at(step, "with", "name");
    if (isWritten(name)) writeCommand("functions deploy", name, FUNCTION_FLAGS, step, builder);
  },
};

function writeCommand(
  command: string,
  name: Scalar,
  flags: Readonly<Record<string, string>>,
  step: Node,
  builder: ScriptBuilder,
): void {
  const uses = at(step, "uses");
  if (uses?.kind === "scalar") builder.standIn(`gcloud ${command}`, uses);
  builder.word(name);
  for (const [key, flag] of Object.entries(flags)) {
    const value = at(step, "with", key);
    if (!isWritten(value)) continue;
    builder.say(`${flag}=`);
    builder.word(value);
  }
  const more = at(step, "with", "flags");
  if (isWritten(more)) builder.flags(more);
}
