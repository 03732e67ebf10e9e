import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { eolOf } from "../manifest/layout.ts";
import type { Mapping, Node } from "../manifest/tree.ts";
import { type Block, linesOf } from "./grants/lines.ts";
import type { YamlDocument } from "./parse.ts";

/** Writes an object as a document of its own behind another one, indented as that is. */
export function objectBehind({ start, end }: YamlDocument, root: Mapping, block: Block, source: Source): Edit {
  const eol = eolOf(source.text);
  const lines = linesOf(block, stepOf(root, source.text), "").join(eol);
  return placed(`---${eol}${lines}${eol}`, start, end, eol, source);
}

/** Behind the last line of the document that is not empty. */
function placed(text: string, start: number, end: number, eol: string, { uri, text: whole }: Source): Edit {
  const used = whole.slice(start, end).trimEnd();
  const stop = start + used.length;
  const line = whole.indexOf("\n", stop);
  const open = line < 0 || line >= end;
  const place = open ? end : line + 1;
  return { span: { uri, start: place, end: place }, text: open ? `${eol}${text}` : text };
}

/** An entry of one line as it is written. */
export function copyOf({ keySpan, value }: Mapping["entries"][number], source: Source): readonly string[] {
  const written = writtenAt(value, source);
  return written === undefined ? [] : [`${source.text.slice(keySpan.start, keySpan.end)}: ${written}`];
}

/** A scalar of one line as it is written; an alias is no text of its own. */
export function writtenAt(node: Node | undefined, { text }: Source): string | undefined {
  if (node?.kind !== "scalar" || node.uses.length > 0 || node.parts.length === 0) return undefined;
  const written = text.slice(node.span.start, node.span.end);
  return written.includes("\n") ? undefined : written;
}

/** Whether an object of the text has the name. */
export const isTaken = (name: string, { text }: Source): boolean =>
  new RegExp(`\\bname:[ \\t]*["']?${name}["']?[ \\t]*\\r?$`, "m").test(text);

/** How far a document indents: as its first nested mapping is. */
function stepOf(root: Mapping, text: string): string {
  const nested = root.entries.find(({ value }) => value?.kind === "mapping" && !value.flow && value.uses.length === 0);
  if (nested?.value === undefined) return "  ";
  const { start } = nested.value.span;
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^ {1,8}$/.test(indent) ? indent : "  ";
}
