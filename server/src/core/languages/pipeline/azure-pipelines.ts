import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { ENVIRONMENT, type Marks, type PipelineScript, ScriptBuilder } from "./script.ts";

/** Lists of stages, jobs and steps, and what stands between a job that deploys and its steps. */
const LISTS = ["stages", "jobs", "steps"];
const BETWEEN = [
  "strategy",
  "runOnce",
  "rolling",
  "canary",
  "preDeploy",
  "deploy",
  "routeTraffic",
  "postRouteTraffic",
  "on",
  "success",
  "failure",
];
const TELLING = ["trigger", "pr", "pool", "schedules", "stages", "resources", "variables"];
const DEEPEST = 12;

/** Whether a document is a pipeline of Azure: lists of stages, jobs or steps, where others have maps. */
export const isAzurePipeline = (root: Node): root is Mapping =>
  root.kind === "mapping" &&
  TELLING.some((key) => entryOf(root, key) !== undefined) &&
  ["apiVersion", "on", "runs"].every((key) => entryOf(root, key) === undefined) &&
  stepsIn(root, [], 0).length > 0;

/** `$(NAME)` is replaced before a shell sees it. */
const variables: Marks = {
  find: (text) =>
    [...text.matchAll(/\$\(([A-Za-z_]\w*)\)/g)].map(({ 0: mark, 1: name, index }) => ({
      index,
      length: mark.length,
      text: `\${${name}}`,
    })),
};

interface Step {
  readonly script: Script;
  /** Outermost first: what may set variables. */
  readonly levels: readonly Node[];
}

/** The scripts of all steps, each with the variables around it. */
export function azureScript(root: Mapping, source: Source): PipelineScript {
  const builder = new ScriptBuilder(source, variables);
  for (const { script, levels } of stepsIn(root, [], 0)) {
    builder.step(() => {
      for (const level of levels) assignAll(at(level, "variables"), builder);
      if (script.isPowershell) for (const level of levels) assignAll(at(level, "variables"), builder, ENVIRONMENT);
      if (script.isPowershell) builder.powershell(script.text);
      else builder.lines(script.text);
    });
  }
  return builder.built();
}

function stepsIn(node: Node, around: readonly Node[], depth: number): readonly Step[] {
  if (depth > DEEPEST || node.kind !== "mapping") return [];
  const script = scriptOf(node);
  if (script !== undefined) return [{ script, levels: around }];
  const levels = [...around, node];
  const inner = [...LISTS.flatMap((key) => itemsOf(at(node, key))), ...BETWEEN.flatMap((key) => at(node, key) ?? [])];
  return inner.flatMap((one) => stepsIn(one, levels, depth + 1));
}

interface Script {
  readonly text: Scalar;
  readonly isPowershell: boolean;
}

/** Keys of steps that are scripts, and tasks that run a text. Source: learn.microsoft.com/azure/devops/pipelines/yaml-schema. */
const SHELLS = ["bash", "script"];
const POWERSHELLS = ["pwsh", "powershell"];
const SHELL_TASK = /^(?:Bash|CmdLine|ShellScript)@/;
const POWERSHELL_TASK = /^PowerShell@/;

function scriptOf(step: Mapping): Script | undefined {
  const task = textAt(step, "task") ?? "";
  const inline = at(step, "inputs", "script");
  const text = [...SHELLS.map((key) => at(step, key)), SHELL_TASK.test(task) ? inline : undefined].find(isWritten);
  if (isWritten(text)) return { text, isPowershell: false };
  const other = [...POWERSHELLS.map((key) => at(step, key)), POWERSHELL_TASK.test(task) ? inline : undefined];
  const found = other.find(isWritten);
  return isWritten(found) ? { text: found, isPowershell: true } : undefined;
}

function assignAll(variables: Node | undefined, builder: ScriptBuilder, prefix = ""): void {
  if (variables?.kind === "mapping")
    for (const { key, value } of variables.entries) if (isWritten(value)) builder.assign(prefix + key, value);
  for (const item of itemsOf(variables)) {
    const value = at(item, "value");
    if (isWritten(value)) builder.assign(prefix + (textAt(item, "name") ?? ""), value);
  }
}
