import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, type Scalar } from "../manifest/tree.ts";
import { type PipelineScript, ScriptBuilder } from "./script.ts";

const OWN_NAME = /\.?gitlab-ci[^/]*\.ya?ml$/i;
/** Words of the whole file that only GitLab has together with jobs that have a `script`. */
const TELLING = ["stages", "workflow", "include", "default"];
const PARTS = ["before_script", "script", "after_script"];

/** Whether a document is a pipeline of GitLab: by its name, or by its stages. */
export const isGitlabPipeline = (root: Node, uri: string): root is Mapping =>
  root.kind === "mapping" &&
  entryOf(root, "steps") === undefined &&
  entryOf(root, "apiVersion") === undefined &&
  (OWN_NAME.test(uri) || TELLING.some((key) => entryOf(root, key) !== undefined)) &&
  [root, ...jobsOf(root)].some((job) => PARTS.some((part) => entryOf(job, part) !== undefined));

const jobsOf = (root: Mapping): readonly Mapping[] =>
  root.entries.flatMap(({ value }) => (value?.kind === "mapping" ? [value] : []));

/** The lines of each job in one shell, with the variables of the file and of the job. */
export function gitlabScript(root: Mapping, source: Source): PipelineScript {
  const builder = new ScriptBuilder(source);
  const jobs = jobsOf(root).filter((job) => PARTS.some((part) => entryOf(job, part) !== undefined));
  builder.before(() => assignAll(at(root, "variables"), builder));
  for (const job of [root, ...jobs]) {
    const lines = PARTS.flatMap((part) => linesOf(at(job, part)));
    if (lines.length === 0) continue;
    builder.step(() => {
      if (job !== root) assignAll(at(job, "variables"), builder);
      for (const line of lines) builder.lines(line);
    });
  }
  return builder.built();
}

function assignAll(variables: Node | undefined, builder: ScriptBuilder): void {
  if (variables?.kind !== "mapping") return;
  for (const { key, value } of variables.entries) {
    const text = value?.kind === "mapping" ? at(value, "value") : value;
    if (isWritten(text)) builder.assign(key, text);
  }
}

/** No list of lines is nested deeper by what it includes. */
const DEEPEST = 4;

function linesOf(node: Node | undefined, depth = 0): readonly Scalar[] {
  if (isWritten(node)) return [node];
  return depth > DEEPEST ? [] : itemsOf(node).flatMap((item) => linesOf(item, depth + 1));
}
