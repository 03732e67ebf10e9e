import { type Anchor, anchoredSpan } from "../../model/anchor.ts";
import type { Span } from "../../text/span.ts";
import { AnchoredExtraction } from "../anchored-extraction.ts";
import { type Elsewhere, type Extraction, type Language, NOTHING, type Source } from "../language.ts";
import { readPatch } from "../manifest/patched.ts";
import { readDocument } from "../manifest/read.ts";
import { joined, Reading } from "../manifest/reading.ts";
import type { Node } from "../manifest/tree.ts";
import { readPipeline } from "../pipeline/pipeline.ts";
import { documentsOf, mayHoldDocument, type YamlDocument } from "./parse.ts";
import { patchesOf } from "./patches.ts";
import { render } from "./render.ts";

/** YAML, also as templates of Deployment Manager: manifests of Config Connector and Cloud Run, policy files, custom roles, pipelines with commands of gcloud. */
export const yaml: Language = {
  id: "yaml",
  matches: (uri) => /\.(?:ya?ml|jinja)$/i.test(uri),
  mayHold: mayHoldDocument,
  extract: (unit, elsewhere) => joined(unit.flatMap((source) => read(source, elsewhere))),
  render,
};

interface Remembered {
  readonly extraction: Extraction;
  readonly anchor: Anchor;
  /** False until the document is read again. */
  readonly isAnchored: boolean;
}

/** What documents say, as they were first read. */
const said = new WeakMap<YamlDocument, Remembered>();

/**
 * Each document says what it says wherever it stands and whatever stands around it. But names in a pipeline's commands tell
 * places, and a schema that is named above a document changes what it says.
 */
function read(source: Source, elsewhere: Elsewhere | undefined): readonly Extraction[] {
  const documents = documentsOf(source);
  const isBound = documents.some(({ namesSchema }) => namesSchema);
  return documents.map((document) =>
    isBound || document.isPipeline ? readAnew(document, source, elsewhere) : remembered(document, source),
  );
}

/** What a document that stands elsewhere now says is the same, at other places; nothing in it depends on where it stands. */
function remembered(document: YamlDocument, source: Source): Extraction {
  const origin = document.origin ?? document;
  const before = said.get(origin);
  const now = before === undefined ? firstRead(document, source) : anchored(before);
  now.anchor.by = document.start - now.anchor.start;
  said.set(origin, now);
  return now.extraction;
}

function firstRead(document: YamlDocument, source: Source): Remembered {
  const { start, end } = document;
  return { extraction: readAnew(document, source), anchor: { uri: source.uri, start, end, by: 0 }, isAnchored: false };
}

function anchored(before: Remembered): Remembered {
  const { extraction, anchor, isAnchored } = before;
  if (isAnchored || extraction.facts.length + extraction.values.length === 0) return before;
  const placed = ({ uri, start, end }: Span): Span =>
    anchoredSpan({ uri, start: start + anchor.by, end: end + anchor.by }, anchor);
  return { extraction: new AnchoredExtraction(extraction, placed), anchor, isAnchored: true };
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
