import type { Stretch } from "../../model/placeholders.ts";
import type { Span } from "../../text/span.ts";
import { relocated } from "../hosted/relocate.ts";
import type { Elsewhere, Extraction, Source } from "../language.ts";
import { at, type Mapping, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { treesIn } from "../yaml/compose.ts";
import { extractScript } from "./extract.ts";
import { plainlyBelow } from "./folder.ts";
import { type Call, githubScript } from "./github-actions.ts";
import { inputsOf } from "./github-contexts.ts";
import { isCompositeAction, isWorkflow, jobsOf, placedSteps, repositoryOf } from "./github-jobs.ts";

/** A workflow or an action of the same repository, with what it is given. */
interface LocalCall {
  /** Where it may be, from the top of the repository. */
  readonly paths: readonly string[];
  /** The job that calls, with the step where it is one. */
  readonly name: string;
  readonly given: Node | undefined;
  readonly runsAs?: Call["runsAs"];
}

/** No workflow calls more. */
const MOST_CALLS = 60;
const WORKFLOW = /^\.\/(\.github\/workflows\/[\w.-]+\.ya?ml)$/;
const ACTION = /^\.\/([\w./-]+?)\/?$/;

/** What the workflows and actions say that a workflow calls, with the values that it gives them; each is read once per call. */
export function readCalls(root: Mapping, source: Source, elsewhere: Elsewhere): readonly Extraction[] {
  const top = repositoryOf(source.uri);
  if (top === undefined) return [];
  return callsIn(root, source)
    .slice(0, MOST_CALLS)
    .flatMap((call) => {
      const files = call.paths.flatMap((path) => elsewhere.file(plainlyBelow(top, path) ?? "") ?? []);
      return files[0] === undefined ? [] : (readCall(call, files[0], source, elsewhere) ?? []);
    });
}

function callsIn(root: Mapping, source: Source): readonly LocalCall[] {
  return jobsOf(root).flatMap((job) => {
    const { name, levels } = job;
    const workflow = WORKFLOW.exec(textAt(levels[0], "uses") ?? "")?.[1];
    if (workflow !== undefined) return [{ paths: [workflow], name, given: at(levels[0], "with") }];
    return placedSteps(job, inputsOf(root), source).flatMap(({ step, place: { runsAs } }, i): readonly LocalCall[] => {
      const folder = ACTION.exec(textAt(step, "uses") ?? "")?.[1];
      if (folder === undefined) return [];
      const paths = [`${folder}/action.yml`, `${folder}/action.yaml`];
      return [{ paths, name: `${name}.${i}`, given: at(step, "with"), ...(runsAs && { runsAs }) }];
    });
  });
}

function readCall(
  { name, given, runsAs }: LocalCall,
  called: Source,
  caller: Source,
  elsewhere: Elsewhere,
): Extraction | undefined {
  const root = rootOf(called);
  if (root === undefined || !(isWorkflow(root) || isCompositeAction(root))) return undefined;
  const both: Source = { uri: `${caller.uri}?${name}`, text: `${called.text}\n${caller.text}` };
  const behind = called.text.length + 1;
  const call: Call = { inputs: valuesOf(given, both.uri, behind), ...(runsAs && { runsAs }) };
  const { facts, values } = extractScript(githubScript(root, both, call), both, elsewhere);
  const place = ({ start, end }: Stretch): Span =>
    start < behind ? { uri: called.uri, start, end } : { uri: caller.uri, start: start - behind, end: end - behind };
  const textOf = (uri: string) => [called, caller].find((source) => source.uri === uri)?.text;
  return relocated({ facts, values }, { uri: both.uri, place, textOf });
}

/** What a call gives, with places behind the text of what it calls; nothing for what is not wholly known. */
function valuesOf(given: Node | undefined, uri: string, behind: number): Call["inputs"] {
  const placed = ({ start, end }: Span): Span => ({ uri, start: start + behind, end: end + behind });
  const moved = (value: Scalar): Scalar => ({
    ...value,
    span: placed(value.span),
    content: placed(value.content),
    uses: [],
  });
  const entries = given?.kind === "mapping" ? given.entries : [];
  return new Map(
    entries.map(({ key, value }) => {
      const isKnown = value?.kind === "scalar" && textAt(value) !== undefined;
      return [key, isKnown ? moved(value) : undefined];
    }),
  );
}

const roots = new WeakMap<Source, { readonly root: Node | undefined }>();

function rootOf(source: Source): Node | undefined {
  const known = roots.get(source) ?? { root: treesIn(source, 0, source.text.length)[0] };
  roots.set(source, known);
  return known.root;
}
