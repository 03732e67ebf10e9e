import { type Elsewhere, type Extraction, type Language, NOTHING, type Source } from "../language.ts";
import { mayHoldManifest, readDocument } from "../manifest/read.ts";
import { joined } from "../manifest/reading.ts";
import { mayHoldPipeline, readPipeline } from "../pipeline/pipeline.ts";
import { extractPlan, mayHoldPlan } from "../terraform/plan/plan.ts";
import { treeOf } from "./parse.ts";
import { render } from "./render.ts";

/** JSON: policy files, reports of policies, custom roles, manifests, builds, and plans of Terraform, which nobody edits. */
export const json: Language = {
  id: "json",
  matches: (uri) => /\.(?:jsonc?|jsonl|ndjson)$/i.test(uri) && !/\.tf\.json$/i.test(uri),
  mayHold: (text) => mayHoldPlan(text) || mayHoldManifest(text) || mayHoldPipeline(text),
  extract: (unit, elsewhere) => joined(unit.map((source) => read(source, elsewhere))),
  render: (change, source) => (mayHoldPlan(source.text) ? undefined : render(change, source)),
};

function read(source: Source, elsewhere: Elsewhere | undefined): Extraction {
  if (mayHoldPlan(source.text)) return extractPlan(source);
  const root = treeOf(source);
  return root === undefined ? NOTHING : joined([readDocument(source, root), readPipeline(root, source, elsewhere)]);
}
