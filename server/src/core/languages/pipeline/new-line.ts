import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { before, eolOf, isBlank, lineEnd } from "../manifest/layout.ts";
import { encode, needsQuotes } from "../manifest/write.ts";
import { newStep } from "./new-step.ts";
import { copiedText } from "./scalar-text.ts";
import type { PipelineScript, Region } from "./script.ts";
import { withMarks } from "./written-scalar.ts";

/**
 * A new line of the script behind one that is written in one line of the document: as an item of its own, in a block together with the
 * other one, or as a step of its own. `undefined` where the edit is something else or no such form is there.
 */
export function newLine({ span, text }: Edit, script: PipelineScript, document: Source): readonly Edit[] | undefined {
  const line = text.replace(/^\n|\n$/g, "");
  if (span.start !== span.end || line === text || line === "" || line.includes("\n")) return undefined;
  const region = script.regions.find(({ from, to }) => from <= span.start && span.start <= to + 1);
  if (region === undefined) return newStep(line, span.start, undefined, script, document);
  if (region.scalar.style === "block" || region.scalar.uses.length > 0 || span.start < region.to) return undefined;
  const written = withMarks(line, region, script);
  return (
    newItem(written, region, document) ??
    turnedToBlock(written, region, document) ??
    newStep(line, span.start, region, script, document)
  );
}

const DASH = /^[ \t]*-[ \t]+$/;

/** An item of its own in a list of lines. */
function newItem(line: string, { form, scalar }: Region, { uri, text }: Source): readonly Edit[] | undefined {
  const lead = before(text, scalar.span.start);
  if (form !== "item" || !DASH.test(lead)) return undefined;
  const place = lineEnd(text, scalar.span.end);
  const written = needsQuotes(line, "plain") ? `'${encode(line, "single")}'` : line;
  return [{ span: { uri, start: place, end: place }, text: eolOf(text) + lead + written }];
}

/** What stands before a value in a block: dashes, and the key that it belongs to. */
const LEAD = /^([ ]*(?:-[ ]+)*)(?:[\w-]+:[ ]+)?$/;

/** The scalar as a block of two lines. What several such edits have in common is the same in all of them. */
function turnedToBlock(line: string, { scalar }: Region, { uri, text }: Source): readonly Edit[] | undefined {
  const { style, span, content } = scalar;
  const [lead, outer = ""] = LEAD.exec(before(text, span.start)) ?? [];
  const old = text.slice(content.start, content.end);
  const isLine = !old.includes("\n") && isBlank(text.slice(span.end, lineEnd(text, span.end)));
  const isBare = copiedText(scalar, text).every((one) => one.text.length === one.end - one.start);
  if (lead === undefined || lead === "" || !isLine || !isBare || style === "flow" || style === "json") return undefined;
  const margin = lead === outer ? outer.replace(/-[ ]+$/, "") : outer;
  const newline = `${eolOf(text)}${" ".repeat(margin.length + 2)}`;
  const edit = (start: number, end: number, written: string): Edit => ({ span: { uri, start, end }, text: written });
  return [
    edit(span.start - 1, content.start, ` |${newline}`),
    ...(style === "plain" ? [] : [edit(content.end, span.end, "")]),
    edit(span.end, span.end, newline + line),
  ];
}
