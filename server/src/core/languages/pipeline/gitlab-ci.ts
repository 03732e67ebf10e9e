import type { Source } from "../language.ts";
import {
  at,
  entryOf,
  isWritten,
  itemsOf,
  type List,
  type Mapping,
  type Node,
  type Scalar,
  textAt,
} from "../manifest/tree.ts";
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
  const file: PipelineFile = { root, taken: new Set() };
  const jobs = [root, ...jobsOf(root)].map((job) => {
    const chain = job === root ? [root] : chainOf(job, root);
    for (const other of chain.slice(1)) file.taken.add(other);
    return { job, chain, lines: PARTS.flatMap((part) => linesOf(nearest(chain, part), file)) };
  });
  const hidden = new Set(root.entries.flatMap(({ key, value }) => (key.startsWith(".") && value ? [value] : [])));
  builder.before(() => assignAll(at(root, "variables"), file, builder));
  for (const { job, chain, lines } of jobs) {
    if (lines.length === 0 || (file.taken.has(job) && hidden.has(job))) continue;
    builder.step(() => {
      if (job !== root) for (const one of chain.toReversed()) assignAll(at(one, "variables"), file, builder);
      inEachRound(matrixOf(nearest(chain, "parallel")), builder, () => {
        for (const line of lines) builder.item(line);
      });
    });
  }
  return builder.built();
}

interface PipelineFile {
  readonly root: Mapping;
  /** Jobs of which others are made. */
  readonly taken: Set<Node>;
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

function assignAll(variables: Node | undefined, file: PipelineFile, builder: ScriptBuilder): void {
  const given = isReference(variables) ? referred(variables, file) : variables;
  if (given?.kind !== "mapping") return;
  for (const { key, value } of given.entries) {
    const text = value?.kind === "mapping" ? at(value, "value") : value;
    if (isWritten(text)) builder.assign(key, text);
  }
}

/** No list of lines is nested deeper by what it includes. */
const DEEPEST = 4;

/** The lines of a list, with those that it takes from another job. Source: docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags. */
function linesOf(node: Node | undefined, file: PipelineFile, depth = 0): readonly Scalar[] {
  if (isWritten(node)) return [node];
  if (depth > DEEPEST) return [];
  return isReference(node)
    ? linesOf(referred(node, file), file, depth + 1)
    : itemsOf(node).flatMap((item) => linesOf(item, file, depth + 1));
}

const isReference = (node: Node | undefined): node is List => node?.kind === "list" && node.tag === "!reference";

/** What a list of keys leads to in the same file. */
function referred(keys: List, { root, taken }: PipelineFile): Node | undefined {
  const [first = "", ...more] = itemsOf(keys).map((key) => textAt(key) ?? "");
  const job = at(root, first);
  if (job !== undefined) taken.add(job);
  return at(job, ...more);
}
