import { findNodeAtLocation } from "jsonc-parser";
import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import { copyJsonString, toJsonString } from "../hosted/json-string.ts";
import { jsonTreeOf } from "../hosted/json-tree.ts";
import type { Scribe } from "../hosted/transcript.ts";
import type { Language, Piece } from "../language.ts";

/** The scripts of a `package.json`. */
export const packageJson: Language = hosted({
  id: "package-json",
  guest: gcloud,
  matches: (uri) => /\/package\.json$/.test(uri),
  transcribe,
  encode: toJsonString,
});

function transcribe(text: string, { start: from, end: to }: Piece, scribe: Scribe): void {
  const tree = jsonTreeOf(text.slice(from, to));
  const scripts = tree === undefined ? undefined : findNodeAtLocation(tree, ["scripts"]);
  if (scripts?.type !== "object") return;
  for (const { children: [, script] = [] } of scripts.children ?? []) {
    if (script?.type !== "string") continue;
    const start = from + script.offset;
    scribe.piece(() => copyJsonString(text, start + 1, start + script.length - 1, scribe));
  }
}
