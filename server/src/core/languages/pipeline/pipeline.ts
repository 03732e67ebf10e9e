import { type Change, placeOf } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import { gcloud } from "../gcloud/gcloud.ts";
import { renderInner } from "../hosted/inner.ts";
import { type Elsewhere, type Extraction, NOTHING, type Source } from "../language.ts";
import { joined } from "../manifest/reading.ts";
import type { Node } from "../manifest/tree.ts";
import { holdsMark, type Mark } from "../marks.ts";
import { ansibleScript } from "./ansible.ts";
import { azureScript, isAzurePipeline } from "./azure-pipelines.ts";
import { bitbucketScript, isBitbucketPipeline } from "./bitbucket.ts";
import { circleScript, isCirclePipeline } from "./circle-ci.ts";
import { cloudBuildScript, isCloudBuild } from "./cloud-build.ts";
import { extractScript } from "./extract.ts";
import { buildFlaws, workflowFlaws } from "./flaws.ts";
import { githubScript } from "./github-actions.ts";
import { readCalls } from "./github-calls.ts";
import { isCompositeAction, isWorkflow } from "./github-jobs.ts";
import { gitlabScript, isGitlabPipeline } from "./gitlab-ci.ts";
import { kubernetesScript } from "./kubernetes-scripts.ts";
import { hasOwnComments, holdsPlace, innerOf } from "./render.ts";
import type { PipelineScript } from "./script.ts";
import { isTaskfile, taskfileScript } from "./taskfile.ts";

const MARKS: readonly Mark[] = [
  ["google-github-actions/", /\bgoogle-github-actions\//],
  ["ktool", /\bcloudsdktool\b/],
  ["./.github/", /\buses["']?[ \t]*:[ \t]*["']?\.\/\.github\//],
];
const ACCOUNT: readonly Mark[] = [["Account", /\bserviceAccount["']?[ \t]*:/]];
const STEPS = /\bsteps["']?[ \t]*:/;

/** Cheap and never wrong the other way: false means that a pipeline would hold nothing of interest. */
export const mayHoldPipeline = (text: string): boolean =>
  gcloud.mayHold(text) || holdsMark(text, MARKS) || (holdsMark(text, ACCOUNT) && STEPS.test(text));

const asked = new WeakMap<Node, boolean>();

/** The same for one document of a file; asked once. */
function mayHoldIn(root: Node, { text }: Source): boolean {
  const known = asked.get(root) ?? mayHoldPipeline(text.slice(root.span.start, root.span.end));
  asked.set(root, known);
  return known;
}

const kept = new WeakMap<Node, { readonly script: PipelineScript | undefined }>();

/** The commands that a document of YAML or JSON runs, put together once; `undefined` when it is no pipeline. */
export function scriptOf(root: Node, source: Source): PipelineScript | undefined {
  const known = kept.get(root);
  if (known !== undefined) return known.script;
  const script = mayHoldIn(root, source) ? readScript(root, source) : undefined;
  kept.set(root, { script });
  return script;
}

function readScript(root: Node, source: Source): PipelineScript | undefined {
  if (isWorkflow(root) || isCompositeAction(root)) return githubScript(root, source);
  if (isCloudBuild(root)) return cloudBuildScript(root, source);
  if (isBitbucketPipeline(root)) return bitbucketScript(root, source);
  if (isAzurePipeline(root)) return azureScript(root, source);
  if (isCirclePipeline(root)) return circleScript(root, source);
  if (isTaskfile(root, source.uri)) return taskfileScript(root, source);
  if (isGitlabPipeline(root, source.uri)) return gitlabScript(root, source);
  return ansibleScript(root, source) ?? kubernetesScript(root, source);
}

/** What the commands of a pipeline say, whoever runs it: a service for builds, a program for tasks, a cluster. */
export function readPipeline(root: Node, source: Source, elsewhere?: Elsewhere): Extraction {
  const script = scriptOf(root, source);
  const commands = script === undefined ? NOTHING : extractScript(script, source, elsewhere);
  const calls =
    elsewhere !== undefined && mayHoldIn(root, source) && isWorkflow(root) ? readCalls(root, source, elsewhere) : [];
  return joined([commands, ...calls, ...flawsOf(root, source)]);
}

function flawsOf(root: Node, source: Source): readonly Extraction[] {
  if (!mayHoldIn(root, source)) return [];
  if (isWorkflow(root)) return [workflowFlaws(root, source)];
  return isCloudBuild(root) ? [buildFlaws(root, source)] : [];
}

/** Edits of a change inside of a command; `outside` where the change is about something else. */
export function renderPipeline(
  change: Change,
  root: Node | undefined,
  source: Source,
): readonly Edit[] | undefined | "outside" {
  const script = root === undefined ? undefined : scriptOf(root, source);
  if (script === undefined || !holdsPlace(script, placeOf(change))) return "outside";
  if (change.kind === "ignore" && (change.extent === "file" || !hasOwnComments(script, change))) return "outside";
  return renderInner(innerOf(script, source), change);
}
