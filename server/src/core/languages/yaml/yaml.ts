import { type Extraction, type Language, NOTHING, type Source } from "../language.ts";
import { mayHoldManifest, readDocument } from "../manifest/read.ts";
import { joined } from "../manifest/reading.ts";
import { documentsOf } from "./parse.ts";
import { render } from "./render.ts";

/** YAML: manifests of Config Connector and Cloud Run, policy files, custom roles. */
export const yaml: Language = {
  id: "yaml",
  matches: (uri) => /\.ya?ml$/i.test(uri),
  mayHold: mayHoldManifest,
  extract: (unit) => joined(unit.flatMap(read)),
  render,
};

const read = (source: Source): readonly Extraction[] =>
  documentsOf(source).map(({ root }) => (root === undefined ? NOTHING : readDocument(source, root)));
