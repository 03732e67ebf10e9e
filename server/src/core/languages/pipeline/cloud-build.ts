import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, stretch, textAt } from "../manifest/tree.ts";
import { isShell, scriptOption } from "./container.ts";
import { deployerOf, isAddress } from "./deployer.ts";
import { type Marks, type PipelineScript, ScriptBuilder } from "./script.ts";

/** Images of builders: what names one tells a build of Cloud Build from the pipelines of others. */
const BUILDER =
  /gcr\.io\/|docker\.pkg\.dev\/|^(?:docker|ubuntu|bash|alpine|debian|google\/cloud-sdk|hashicorp\/terraform)\b/;
const GCLOUD_IMAGE = /\/cloud-builders\/gcloud\b|\bcloud-sdk\b/;

/** Whether a document is a build: a list of steps, each in an image. */
export function isCloudBuild(root: Node): root is Mapping {
  if (root.kind !== "mapping" || ["jobs", "on", "apiVersion", "kind"].some((key) => entryOf(root, key) !== undefined))
    return false;
  const steps = itemsOf(at(root, "steps"));
  return steps.some((step) => isBuilder(at(step, "name"))) && steps.every((step) => step.kind === "mapping");
}

const isBuilder = (name: Node | undefined): boolean =>
  name?.kind === "scalar" && BUILDER.test(name.parts.map(({ text }) => text).join(""));

/**
 * What a build calls its own values; those of its configuration begin with `_`.
 * Source: cloud.google.com/build/docs/configuring-builds/substitute-variable-values.
 */
const SUBSTITUTION =
  /^(?:_[A-Z0-9_]+|PROJECT_(?:ID|NUMBER)|BUILD_ID|LOCATION|TRIGGER_NAME|TRIGGER_BUILD_CONFIG_PATH|COMMIT_SHA|REVISION_ID|SHORT_SHA|REPO_(?:FULL_)?NAME|(?:BRANCH|TAG|REF)_NAME|SERVICE_ACCOUNT(?:_EMAIL)?)$/;

/** Whether a variable is replaced before a shell sees it. */
export const isSubstitution = (name: string): boolean => SUBSTITUTION.test(name);

/** `$$` is a dollar sign; all other marks of a build are written as a shell writes its variables. */
const dollars: Marks = {
  find: (text) => [...text.matchAll(/\$\$/g)].map(({ index }) => ({ index, length: 2, text: "$" })),
  write: (text) => text.replace(/\$\{?(\w*)/g, (mark, name: string) => (isSubstitution(name) ? mark : `$${mark}`)),
};

/** The commands of a build's steps; its substitutions are variables of all of them. */
export function cloudBuildScript(root: Mapping, source: Source): PipelineScript {
  const builder = new ScriptBuilder(source, dollars);
  const account = at(root, "serviceAccount");
  const textOf = (variable: string) => textAt(root, "substitutions", variable);
  const deployer = isWritten(account) ? deployerOf(account, source, textOf) : undefined;
  const runsAs = deployer !== undefined && isAddress(deployer) ? deployer : undefined;
  const substitutions = at(root, "substitutions");
  builder.before(() => {
    if (substitutions?.kind !== "mapping") return;
    for (const { key, value } of substitutions.entries) if (isWritten(value)) builder.assign(key, value);
  });
  for (const step of itemsOf(at(root, "steps"))) {
    builder.step(
      () => {
        for (const holder of [at(root, "options"), step]) assignAll(at(holder, "env"), builder);
        writeStep(step, builder);
      },
      { written: step, ...(runsAs && { runsAs }) },
    );
  }
  return builder.built();
}

/** `NAME=value`, of which the value stands as it is written. */
function assignAll(env: Node | undefined, builder: ScriptBuilder): void {
  for (const item of itemsOf(env)) {
    const [whole, name = "", value = ""] = /^([A-Za-z_]\w*)=(.+)$/s.exec(textAt(item) ?? "") ?? [];
    if (whole === undefined || item.kind !== "scalar" || value.includes("$")) continue;
    const { start, end } = item.content;
    if (end - start === whole.length) builder.assign(name, stretch(item, name.length + 1, value));
  }
}

function writeStep(step: Node, builder: ScriptBuilder): void {
  const script = at(step, "script");
  if (isWritten(script)) {
    builder.bareLines(script);
    return;
  }
  const entrypoint = textAt(step, "entrypoint");
  const args = itemsOf(at(step, "args")).filter(isWritten);
  const [first] = args;
  if (isShell(entrypoint ?? textAt(first) ?? "")) {
    const body = scriptOption(args);
    if (body !== undefined) builder.lines(body);
    return;
  }
  const image = textAt(step, "name") ?? "";
  const isGcloud = entrypoint === "gcloud" || (entrypoint === undefined && GCLOUD_IMAGE.test(image));
  if (!isGcloud || first === undefined) return;
  if (textAt(first) !== "gcloud") builder.say("gcloud ");
  for (const arg of args) builder.word(arg);
}
