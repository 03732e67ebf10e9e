import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { inEachRound, type MatrixKey } from "./rounds.ts";
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

/** The lines of each job in one shell, with the variables of the file and of the job, its own and those that it extends. */
export function gitlabScript(root: Mapping, source: Source): PipelineScript {
  const builder = new ScriptBuilder(source);
  const lines = [root, ...jobsOf(root)].map((job) => ({ job, chain: job === root ? [root] : chainOf(job, root) }));
  const extended = new Set(lines.flatMap(({ chain }) => chain.slice(1)));
  const hidden = new Set(root.entries.flatMap(({ key, value }) => (key.startsWith(".") && value ? [value] : [])));
  builder.before(() => assignAll(at(root, "variables"), builder));
  for (const { job, chain } of lines) {
    const own = PARTS.flatMap((part) => linesOf(nearest(chain, part)));
    if (own.length === 0 || (extended.has(job) && hidden.has(job))) continue;
    builder.step(() => {
      if (job !== root) for (const one of chain.toReversed()) assignAll(at(one, "variables"), builder);
      inEachRound(matrixOf(nearest(chain, "parallel")), builder, () => {
        for (const line of own) builder.item(line);
      });
    });
  }
  return builder.built();
}

/** No job is made of more others. */
const MOST_EXTENDED = 8;

/** A job and what it extends, the nearest first. Source: docs.gitlab.com/ci/yaml/#extends. */
function chainOf(job: Mapping, root: Mapping): readonly Mapping[] {
  const chain = [job];
  for (let i = 0; i < chain.length && chain.length < MOST_EXTENDED; i++) {
    const named = at(chain[i], "extends");
    for (const name of (named?.kind === "list" ? itemsOf(named) : [named]).toReversed()) {
      const other = at(root, textAt(name) ?? "");
      if (other?.kind === "mapping" && !chain.includes(other)) chain.push(other);
    }
  }
  return chain;
}

const nearest = (chain: readonly Mapping[], part: string): Node | undefined =>
  chain.map((job) => at(job, part)).find((found) => found !== undefined);

/** Variables of a job that runs once for each of their values; none where not all are seen, or where there are several such maps. */
function matrixOf(parallel: Node | undefined): readonly MatrixKey[] {
  const [row, ...others] = itemsOf(at(parallel, "matrix"));
  if (row?.kind !== "mapping" || others.length > 0) return [];
  return row.entries.flatMap(({ key, value }) => {
    const items = value?.kind === "list" ? value.items : [value];
    const values = items.filter(isWritten);
    return values.length === items.length && values.length > 0 ? [{ name: key, values }] : [];
  });
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
