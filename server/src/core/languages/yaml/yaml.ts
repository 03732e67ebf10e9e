import { type Elsewhere, type Extraction, type Language, NOTHING, type Source } from "../language.ts";
import { readPatch } from "../manifest/patched.ts";
import { readDocument } from "../manifest/read.ts";
import { joined, Reading } from "../manifest/reading.ts";
import type { Node } from "../manifest/tree.ts";
import { MovedExtraction } from "../moved-extraction.ts";
import { mayHoldPipeline, readPipeline } from "../pipeline/pipeline.ts";
import { documentsOf, mayHoldDocument, type YamlDocument } from "./parse.ts";
import { patchesOf } from "./patches.ts";
import { render } from "./render.ts";

/** YAML: manifests of Config Connector and Cloud Run, policy files, custom roles, pipelines with commands of gcloud. */
export const yaml: Language = {
  id: "yaml",
  matches: (uri) => /\.ya?ml$/i.test(uri),
  mayHold: mayHoldDocument,
  extract: (unit, elsewhere) => joined(unit.flatMap((source) => read(source, elsewhere))),
  render,
};

const said = new WeakMap<YamlDocument, Extraction>();

function read(source: Source, elsewhere: Elsewhere | undefined): readonly Extraction[] {
  const from = isApart(source) ? remembered : readAnew;
  return documentsOf(source).map((document) => from(document, source, elsewhere));
}

/**
 * Whether each document says what it says wherever it stands and whatever stands around it. Names in a pipeline's commands tell
 * places, and a schema that is named above a document changes what it says.
 */
const isApart = ({ text }: Source): boolean => !mayHoldPipeline(text) && !text.includes("$schema");

function remembered(document: YamlDocument, source: Source): Extraction {
  const known = said.get(document) ?? movedFrom(document, source) ?? readAnew(document, source);
  said.set(document, known);
  return known;
}

const readAnew = ({ root }: YamlDocument, source: Source, elsewhere?: Elsewhere): Extraction =>
  root === undefined
    ? NOTHING
    : joined([readDocument(source, root), readPatches(root, source), readPipeline(root, source, elsewhere)]);

/** What the patches of a kustomization say about grants. */
function readPatches(root: Node, source: Source): Extraction {
  const reading = new Reading(source);
  for (const patch of patchesOf(root, source)) readPatch(patch.root, patch.kind, reading);
  return reading;
}

/** What a document said before it was moved; nothing in it depends on where it stands. */
function movedFrom({ origin, start }: YamlDocument, { uri }: Source): Extraction | undefined {
  const before = origin && said.get(origin);
  if (origin === undefined || before === undefined || before.facts.length + before.values.length === 0) return before;
  const by = start - origin.start;
  return new MovedExtraction(before, (span) => ({ uri, start: span.start + by, end: span.end + by }));
}
