import type { Source } from "../language.ts";
import { at, isWritten, itemsOf, type Mapping, type Node, type Scalar } from "../manifest/tree.ts";
import { type PipelineScript, ScriptBuilder } from "./script.ts";

const PARTS = ["script", "after-script"];
const DEEPEST = 10;

/** Whether a document is a pipeline of Bitbucket: `pipelines` with steps that have a script. */
export const isBitbucketPipeline = (root: Node): root is Mapping => root.kind === "mapping" && stepsOf(root).length > 0;

/** The lines of each step in one shell. */
export function bitbucketScript(root: Mapping, source: Source): PipelineScript {
  const builder = new ScriptBuilder(source);
  for (const lines of stepsOf(root)) {
    builder.step(() => {
      for (const line of lines) builder.item(line);
    });
  }
  return builder.built();
}

const stepsOf = (root: Mapping): readonly (readonly Scalar[])[] => stepsIn(at(root, "pipelines"), 0);

function stepsIn(node: Node | undefined, depth: number): readonly (readonly Scalar[])[] {
  if (node === undefined || depth > DEEPEST) return [];
  if (node.kind === "list") return node.items.flatMap((item) => stepsIn(item, depth + 1));
  if (node.kind !== "mapping") return [];
  const lines = PARTS.flatMap((part) => itemsOf(at(node, "step", part))).filter(isWritten);
  const inner = node.entries.filter(({ key }) => key !== "step").flatMap(({ value }) => stepsIn(value, depth + 1));
  return lines.length > 0 ? [lines, ...inner] : inner;
}
