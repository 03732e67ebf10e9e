import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { type Deployer, deployerOf } from "./deployer.ts";
import { plainlyBelow } from "./folder.ts";
import { contextMarks, contextVariable, inputsOf, keysUsed, matrixOf } from "./github-contexts.ts";
import { inEachRound } from "./rounds.ts";
import { type PipelineScript, ScriptBuilder, type StepPlace } from "./script.ts";

export const AUTH = "google-github-actions/auth";
/** Shells whose scripts are read; the usual one is bash. */
const SHELLS = /^(?:ba)?sh\b/;

/** A job of a workflow, or the steps of a composite action. */
export interface Job {
  /** Nearest first: where a variable or a permission may be set. */
  readonly levels: readonly Node[];
  readonly steps: readonly Node[];
}

/** Whether a document is a workflow: jobs of steps, or jobs that call others. */
export const isWorkflow = (root: Node): root is Mapping =>
  root.kind === "mapping" &&
  at(root, "jobs")?.kind === "mapping" &&
  ["on", '"on"', "name", "permissions", "env", "true"].some((key) => entryOf(root, key) !== undefined) &&
  entryOf(root, "version") === undefined;

/** Whether a document is a composite action. */
export const isCompositeAction = (root: Node): root is Mapping =>
  root.kind === "mapping" && textAt(root, "runs", "using") === "composite";

export function jobsOf(root: Mapping): readonly Job[] {
  const jobs = at(root, "jobs");
  if (jobs?.kind !== "mapping") return [{ levels: [root], steps: itemsOf(at(root, "runs", "steps")) }];
  return jobs.entries.flatMap(({ value }) =>
    value?.kind === "mapping" ? [{ levels: [value, root], steps: itemsOf(at(value, "steps")) }] : [],
  );
}

/** An action that a step uses, without its version: `google-github-actions/auth`. */
export const actionOf = (step: Node): string | undefined => textAt(step, "uses")?.split("@", 1)[0];

/** The commands of the steps of all jobs, each with the variables around it; deploying actions as the commands that they run. */
export function githubScript(root: Mapping, source: Source): PipelineScript {
  const jobs = jobsOf(root);
  const inputs = inputsOf(root);
  const matrices = jobs.map(({ levels }) => matrixOf(levels[0]));
  const builder = new ScriptBuilder(source, contextMarks(inputs, matrices));
  builder.before(() => {
    for (const { name, value } of inputs) builder.assign(contextVariable("inputs", name), value);
  });
  for (const [i, { levels, steps }] of jobs.entries()) {
    let runsAs: Deployer | undefined;
    for (const step of steps) {
      if (actionOf(step) === AUTH) runsAs = signedInBy(step, source);
      if (!isRead(step)) continue;
      const keys = keysUsed(matrices[i], [step, ...levels.map((level) => at(level, "env"))], source);
      const place = placeOf(step, levels, runsAs, source);
      builder.step(() => inEachRound(keys, builder, () => writeStep(step, levels, builder)), place);
    }
  }
  return builder.built();
}

function signedInBy(step: Node, source: Source): Deployer | undefined {
  const account = at(step, "with", "service_account");
  return isWritten(account) ? deployerOf(account, source) : undefined;
}

/** Variables that name the account as which the tools of a step run, whoever has signed in. */
const IMPERSONATED = {
  runsAs: "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT",
  appliesAs: "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT",
};

function placeOf(step: Node, levels: readonly Node[], signedIn: Deployer | undefined, source: Source): StepPlace {
  const named = (variable: string): Deployer | undefined => {
    const account = [step, ...levels].map((level) => at(level, "env", variable)).find(isWritten);
    return isWritten(account) ? deployerOf(account, source) : undefined;
  };
  const runsAs = named(IMPERSONATED.runsAs) ?? signedIn;
  const appliesAs = named(IMPERSONATED.appliesAs) ?? signedIn;
  const folder = folderOf(step, levels, source);
  return { ...(runsAs && { runsAs }), ...(appliesAs && { appliesAs }), ...(folder && { folder }) };
}

/** The folder in which a step runs: of the repository, which is the one above the workflow's own. */
function folderOf(step: Node, levels: readonly Node[], { uri }: Source): string | undefined {
  const top = /^(.*?)\/\.github\/workflows\//.exec(uri)?.[1];
  const written = [
    at(step, "working-directory"),
    ...levels.map((level) => at(level, "defaults", "run", "working-directory")),
  ];
  const own = written.find(isWritten);
  if (top === undefined || own === undefined) return top;
  const text = textAt(own);
  return text === undefined ? undefined : plainlyBelow(top, text);
}

const isRead = (step: Node): boolean =>
  Object.hasOwn(DEPLOYS, actionOf(step) ?? "") ||
  (isWritten(at(step, "run")) && SHELLS.test(textAt(step, "shell") ?? "bash"));

function writeStep(step: Node, levels: readonly Node[], builder: ScriptBuilder): void {
  for (const level of [step, ...levels].reverse()) {
    const env = at(level, "env");
    if (env?.kind !== "mapping") continue;
    for (const { key, value } of env.entries) if (isWritten(value)) builder.assign(key, value);
  }
  const run = at(step, "run");
  if (isWritten(run)) builder.lines(run);
  else DEPLOYS[actionOf(step) ?? ""]?.(step, builder);
}

type Writer = (step: Node, builder: ScriptBuilder) => void;

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
const DEPLOYS: Readonly<Record<string, Writer>> = {
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
