import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node } from "../manifest/tree.ts";
import { type PipelineScript, ScriptBuilder } from "./script.ts";

/** Whether a document is a configuration of CircleCI: a version, and jobs or commands of steps that run something. */
export const isCirclePipeline = (root: Node): root is Mapping =>
  root.kind === "mapping" &&
  entryOf(root, "version") !== undefined &&
  listsOf(root).some((steps) => itemsOf(steps).some((step) => entryOf(step, "run") !== undefined));

/** Steps of jobs and of commands that jobs share. */
const listsOf = (root: Mapping): readonly Node[] =>
  ["jobs", "commands"].flatMap((key) => {
    const holder = at(root, key);
    return holder?.kind === "mapping" ? holder.entries.flatMap(({ value }) => at(value, "steps") ?? []) : [];
  });

/** Each step that runs something is a shell of its own. */
export function circleScript(root: Mapping, source: Source): PipelineScript {
  const builder = new ScriptBuilder(source);
  for (const steps of listsOf(root)) {
    for (const step of itemsOf(steps)) {
      const run = at(step, "run");
      const command = run?.kind === "mapping" ? at(run, "command") : run;
      if (isWritten(command)) builder.step(() => builder.lines(command));
    }
  }
  return builder.built();
}
