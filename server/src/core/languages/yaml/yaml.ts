import type { Extraction, Language, Source } from "../language.ts";
import { readDocument } from "../manifest/read.ts";
import { joined } from "../manifest/reading.ts";
import { readPipeline } from "../pipeline/pipeline.ts";
import { documentsOf, mayHoldDocument } from "./parse.ts";
import { render } from "./render.ts";

/** YAML: manifests of Config Connector and Cloud Run, policy files, custom roles, pipelines with commands of gcloud. */
export const yaml: Language = {
  id: "yaml",
  matches: (uri) => /\.ya?ml$/i.test(uri),
  mayHold: mayHoldDocument,
  extract: (unit) => joined(unit.flatMap(read)),
  render,
};

const read = (source: Source): readonly Extraction[] =>
  documentsOf(source).flatMap(({ root }) =>
    root === undefined ? [] : [readDocument(source, root), readPipeline(root, source)],
  );
