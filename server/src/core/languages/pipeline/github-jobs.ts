import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { type Deployer, deployerOf } from "./deployer.ts";
import { plainlyBelow } from "./folder.ts";
import { type Input, inputNamed } from "./github-contexts.ts";
import type { StepPlace } from "./script.ts";

export const AUTH = "google-github-actions/auth";

/** A job of a workflow, or the steps of a composite action. */
export interface Job {
  /** The key of the job; empty for an action. */
  readonly name: string;
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
  if (jobs?.kind !== "mapping") return [{ name: "", levels: [root], steps: itemsOf(at(root, "runs", "steps")) }];
  return jobs.entries.flatMap(({ key, value }) =>
    value?.kind === "mapping" ? [{ name: key, levels: [value, root], steps: itemsOf(at(value, "steps")) }] : [],
  );
}

/** An action that a step uses, without its version: `google-github-actions/auth`. */
export const actionOf = (step: Node): string | undefined => textAt(step, "uses")?.split("@", 1)[0];

/** A step, as whom it runs and where. */
export interface PlacedStep {
  readonly step: Node;
  readonly place: StepPlace;
}

/**
 * The steps of a job.
 * @param signedIn as whom the job runs before its first step.
 */
export function placedSteps(
  { levels, steps }: Job,
  inputs: readonly Input[],
  source: Source,
  signedIn?: Deployer,
): readonly PlacedStep[] {
  let runsAs = signedIn;
  return steps.map((step) => {
    const named = { levels: [step, ...levels], inputs, source };
    if (actionOf(step) === AUTH) runsAs = deployerAt(at(step, "with", "service_account"), named);
    return { step, place: placeOf(named, runsAs) };
  });
}

/** Where an expression of a step gets its value. */
interface Names {
  /** The step itself first. */
  readonly levels: readonly Node[];
  readonly inputs: readonly Input[];
  readonly source: Source;
}

/** The account that a scalar names, where it is written: in the variable or the input that it consists of. */
function deployerAt(account: Node | undefined, names: Names): Deployer | undefined {
  if (!isWritten(account)) return undefined;
  const [part, ...more] = account.parts;
  const given = part?.kind === "reference" && more.length === 0 ? scalarNamed(part.text, names) : undefined;
  const written = given === undefined ? account : { ...given, uses: [account.content] };
  return deployerOf(written, names.source, (expression) => textAt(scalarNamed(expression, names)));
}

/** The wholly known value of an expression. */
function scalarNamed(expression: string, { levels, inputs }: Names): Scalar | undefined {
  const [, variable] = /^env\.(\w+)$/.exec(expression) ?? [];
  const found = variable === undefined ? inputNamed(expression, inputs) : envOf(variable, levels);
  return found !== undefined && textAt(found) !== undefined ? found : undefined;
}

const envOf = (variable: string, levels: readonly Node[]): Scalar | undefined =>
  levels.map((level) => at(level, "env", variable)).find(isWritten);

/** Variables that name the account as which the tools of a step run, whoever has signed in. */
const IMPERSONATED = {
  runsAs: "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT",
  appliesAs: "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT",
};

function placeOf(names: Names, signedIn: Deployer | undefined): StepPlace {
  const { levels, source } = names;
  const runsAs = deployerAt(envOf(IMPERSONATED.runsAs, levels), names) ?? signedIn;
  const appliesAs = deployerAt(envOf(IMPERSONATED.appliesAs, levels), names) ?? signedIn;
  const folder = folderOf(levels, source);
  return { ...(runsAs && { runsAs }), ...(appliesAs && { appliesAs }), ...(folder && { folder }) };
}

/** The folder of the repository: the one above the workflow's own. */
export const repositoryOf = (uri: string): string | undefined => /^(.*?)\/\.github\/workflows\//.exec(uri)?.[1];

/** The folder in which a step runs. */
function folderOf(levels: readonly Node[], { uri }: Source): string | undefined {
  const top = repositoryOf(uri);
  const own = settingOf("working-directory", levels);
  if (top === undefined || own === undefined) return top;
  const text = textAt(own);
  return text === undefined ? undefined : plainlyBelow(top, text);
}

/** What a step or the defaults around it say about how commands are run. */
export const settingOf = (key: "working-directory" | "shell", [step, ...levels]: readonly Node[]): Scalar | undefined =>
  [at(step, key), ...levels.map((level) => at(level, "defaults", "run", key))].find(isWritten);
