import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Mapping, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { braces } from "./braces.ts";
import { isShell, scriptBehind } from "./container.ts";
import { type PipelineScript, ScriptBuilder } from "./script.ts";

/** No object of interest is deeper or holds more. */
const DEEPEST = 40;
const MOST_NODES = 20_000;

/**
 * The commands of what an object of Kubernetes runs: containers of pods and jobs, steps of Tekton, templates of Argo, hooks of
 * Skaffold; `undefined` when the document is no such object or runs nothing.
 */
export function kubernetesScript(root: Node, source: Source): PipelineScript | undefined {
  if (root.kind !== "mapping" || textAt(root, "apiVersion") === undefined || textAt(root, "kind") === undefined)
    return undefined;
  const runs = runsIn(root);
  if (runs.length === 0) return undefined;
  const builder = new ScriptBuilder(source, braces);
  for (const run of runs) builder.step(() => write(run, builder));
  return builder.built();
}

/** Something that runs a command, with the command. */
interface Run {
  readonly holder: Mapping;
  readonly command: { readonly text: Scalar } | { readonly words: readonly Scalar[] };
}

function runsIn(root: Node): readonly Run[] {
  const runs: Run[] = [];
  let left = MOST_NODES;
  const visit = (node: Node, depth: number): void => {
    if (left-- <= 0 || depth > DEEPEST) return;
    if (node.kind === "list") for (const item of node.items) visit(item, depth + 1);
    if (node.kind !== "mapping") return;
    const command = commandOf(node);
    if (command !== undefined) runs.push({ holder: node, command });
    for (const { value } of node.entries) if (value !== undefined) visit(value, depth + 1);
  };
  visit(root, 0);
  return runs;
}

/** A step of Tekton has a `script`, a template of Argo a `source`, all others words. */
function commandOf(holder: Mapping): Run["command"] | undefined {
  const text = at(holder, "script") ?? at(holder, "source");
  const command = at(holder, "command");
  if (isWritten(text)) {
    const isHere = entryOf(holder, "image") !== undefined || entryOf(holder, "name") !== undefined;
    const first = textAt(itemsOf(command)[0]) ?? "sh";
    return isHere && isShell(first) && isForShell(text) ? { text } : undefined;
  }
  const words = [...itemsOf(command), ...itemsOf(at(holder, "args"))].filter(isWritten);
  const [program] = words;
  if (program === undefined || command?.kind !== "list") return undefined;
  const inner = scriptBehind(words);
  if (inner !== undefined) return { text: inner };
  return /(?:^|\/)(?:gcloud|gsutil|bq)$/.test(textAt(program) ?? "") ? { words } : undefined;
}

/** A first line may name another interpreter. */
const isForShell = (text: Scalar): boolean => {
  const start = text.parts[0]?.text ?? "";
  return !start.startsWith("#!") || /^#!\s*\S*(?:\/|env\s+)(?:ba|z|da|a)?sh\b/.test(start);
};

function write({ holder, command }: Run, builder: ScriptBuilder): void {
  for (const variable of itemsOf(at(holder, "env"))) {
    const name = textAt(variable, "name");
    const value = at(variable, "value");
    if (name === undefined) continue;
    if (isWritten(value)) builder.assign(name, value);
    else builder.unknown(name);
  }
  if ("text" in command) builder.lines(command.text);
  else for (const word of command.words) builder.word(word);
}
