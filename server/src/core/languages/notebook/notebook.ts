import { findNodeAtLocation, type Node } from "jsonc-parser";
import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import { copyJsonString, toJsonString } from "../hosted/json-string.ts";
import { jsonTreeOf } from "../hosted/json-tree.ts";
import { type Line, linesOf } from "../hosted/lines.ts";
import { runsIn, Scribe, type Transcript } from "../hosted/transcript.ts";
import type { Language, Piece } from "../language.ts";

/** Jupyter notebooks: lines of their cells that the shell runs, and cells that are scripts. They show how something is done. */
export const notebook: Language = hosted({
  id: "notebook",
  guest: gcloud,
  explains: true,
  matches: (uri) => /\.ipynb$/i.test(uri),
  transcribe,
  encode: toJsonString,
});

function transcribe(text: string, { start, end }: Piece, scribe: Scribe): void {
  const tree = jsonTreeOf(text.slice(start, end));
  const cells = tree === undefined ? undefined : findNodeAtLocation(tree, ["cells"]);
  for (const cell of cells?.type === "array" ? (cells.children ?? []) : []) {
    if (findNodeAtLocation(cell, ["cell_type"])?.value !== "code") continue;
    const source = findNodeAtLocation(cell, ["source"]);
    if (
      source !== undefined &&
      /gcloud|gsutil|\bbq\b/.test(text.slice(start + source.offset, start + source.offset + source.length))
    )
      scribe.piece(() => copyCell(contentOf(source, text, start), scribe));
  }
}

/** What a cell holds, with the place of each character. */
function contentOf(source: Node, text: string, base: number): Transcript {
  const content = new Scribe(text);
  for (const node of source.type === "array" ? (source.children ?? []) : [source]) {
    if (node.type !== "string") continue;
    const start = base + node.offset;
    copyJsonString(text, start + 1, start + node.length - 1, content);
  }
  return content.transcript();
}

const SCRIPT = /^\s*%%(?:bash|sh|script[ \t]+(?:ba|z)?sh)\b/;
const COMMAND = /^[ \t]*(?:[A-Za-z_]\w*[ \t]*=[ \t]*)?![ \t]*(?=[^\s=])/;
const GOES_ON = /\\$/;

function copyCell(content: Transcript, scribe: Scribe): void {
  const lines = linesOf(content.text, { start: 0, end: content.text.length });
  const first = lines.findIndex(({ text }) => text.trim() !== "");
  if (SCRIPT.test(lines[first]?.text ?? "")) {
    for (const line of lines.slice(first + 1)) copyLine(line, 0, content, scribe);
    return;
  }
  let goesOn = false;
  for (const line of lines) {
    const mark: number | undefined = goesOn ? 0 : COMMAND.exec(line.text)?.[0].length;
    goesOn = mark !== undefined && GOES_ON.test(line.text);
    if (mark !== undefined) copyLine(line, mark, content, scribe);
  }
}

/** Copies what stands behind the mark, run by run. */
function copyLine({ start, end }: Line, mark: number, content: Transcript, scribe: Scribe): void {
  for (const run of runsIn(content, start + mark, end))
    scribe.put(content.text.slice(run.from, run.to), run.start, run.end);
  if (!content.text.slice(start + mark, end).endsWith("\n")) scribe.add("\n");
}
