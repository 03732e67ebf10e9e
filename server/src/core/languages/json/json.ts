import { type Extraction, type Language, NOTHING, type Source } from "../language.ts";
import { mayHoldManifest, readDocument } from "../manifest/read.ts";
import { joined } from "../manifest/reading.ts";
import { treeOf } from "./parse.ts";
import { render } from "./render.ts";

/** JSON: policy files, reports of policies, custom roles, and manifests. */
export const json: Language = {
  id: "json",
  matches: (uri) => /\.jsonc?$/i.test(uri) && !/\.tf\.json$/i.test(uri),
  mayHold: mayHoldManifest,
  extract: (unit) => joined(unit.map(read)),
  render,
};

function read(source: Source): Extraction {
  const root = treeOf(source);
  return root === undefined ? NOTHING : readDocument(source.uri, root);
}
