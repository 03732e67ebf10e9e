import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, type Scalar } from "../manifest/tree.ts";
import { type Marks, type PipelineScript, ScriptBuilder } from "./script.ts";

const OWN_NAME = /\/taskfile[^/]*\.ya?ml$/i;
const PARTS = ["cmds", "cmd"];

/** Whether a document is a Taskfile: tasks with commands, by its name or its version. Source: taskfile.dev/reference/schema. */
export const isTaskfile = (root: Node, uri: string): root is Mapping =>
  root.kind === "mapping" &&
  (OWN_NAME.test(uri) || entryOf(root, "version") !== undefined) &&
  tasksOf(root).some((task) => commandsOf(task).length > 0);

function tasksOf(root: Mapping): readonly Node[] {
  const tasks = at(root, "tasks");
  return tasks?.kind === "mapping" ? tasks.entries.flatMap(({ value }) => value ?? []) : [];
}

/** A task may be nothing but its command, or the list of its commands. */
function commandsOf(task: Node): readonly Scalar[] {
  const commands = task.kind === "mapping" ? PARTS.flatMap((part) => listed(at(task, part))) : listed(task);
  return commands.flatMap((one) => [one, at(one, "cmd"), at(one, "defer")].filter(isWritten));
}

const listed = (node: Node | undefined): readonly Node[] =>
  node?.kind === "list" ? itemsOf(node) : node ? [node] : [];

/** `{{.NAME}}` as the variable that it is; all else in braces stays unknown. */
const variables: Marks = {
  find: (text) =>
    [...text.matchAll(/\{\{-?\s*\.([A-Za-z_]\w*)\s*-?\}\}/g)].map(({ 0: mark, 1: name, index }) => ({
      index,
      length: mark.length,
      text: `\${${name}}`,
    })),
};

/** The commands of each task, which are shells of their own, with the variables of the file and of the task. */
export function taskfileScript(root: Mapping, source: Source): PipelineScript {
  const builder = new ScriptBuilder(source, variables);
  const tasks = tasksOf(root);
  const given = new Set(tasks.flatMap(givenToOthers));
  builder.before(() => assignAll(root, given, builder));
  for (const task of tasks) {
    const commands = commandsOf(task);
    if (commands.length === 0) continue;
    builder.step(() => {
      if (task.kind === "mapping") assignAll(task, given, builder);
      for (const command of commands) {
        builder.say("(\n");
        builder.lines(command);
        builder.say(")\n");
      }
    });
  }
  return builder.built();
}

/** Variables that a task sets for another one that it calls: there they are not what the file says. */
function givenToOthers(task: Node): readonly string[] {
  const calls = [...listed(at(task, "cmds")), ...listed(at(task, "deps"))];
  return calls.flatMap((call) => namesIn(at(call, "vars")));
}

const namesIn = (variables: Node | undefined): readonly string[] =>
  variables?.kind === "mapping" ? variables.entries.map(({ key }) => key) : [];

function assignAll(holder: Mapping, given: ReadonlySet<string>, builder: ScriptBuilder): void {
  for (const part of ["env", "vars"]) {
    const variables = at(holder, part);
    if (variables?.kind !== "mapping") continue;
    for (const { key, value } of variables.entries) {
      if (isWritten(value) && !given.has(key)) builder.assign(key, value);
      else builder.unknown(key);
    }
  }
}
