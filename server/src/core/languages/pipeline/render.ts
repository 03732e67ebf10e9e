import type { Change } from "../../model/finding.ts";
import { placeOf } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import { gcloud } from "../gcloud/gcloud.ts";
import type { Source } from "../language.ts";
import { before, eolOf } from "../manifest/layout.ts";
import { encode, needsQuotes } from "../manifest/write.ts";
import { relocated } from "./relocate.ts";
import type { PipelineScript, Region } from "./script.ts";

/** Whether a place lies in what the pipeline runs. */
export const holdsPlace = ({ regions }: PipelineScript, { start, end }: Span): boolean =>
  regions.some(({ scalar: { content } }) => content.start <= start && start <= content.end && start <= end);

/** Turns an intent about a command of a pipeline into edits of the document; `undefined` where there is no form for it. */
export function renderInScript(change: Change, script: PipelineScript, document: Source): readonly Edit[] | undefined {
  const inScript = relocated(change, backInto(script, document));
  const edits = gcloud.render(inScript, script.source);
  if (edits === undefined) return undefined;
  const written = edits.map((edit) => writtenEdit(edit, script, document));
  return written.every((edit) => edit !== undefined) ? written : undefined;
}

/** Comments are the shell's own where lines of shell stand in a block. */
export function hasOwnComments({ regions }: PipelineScript, change: Change): boolean {
  const { start } = placeOf(change);
  return regions.some(
    ({ form, scalar: { style, content } }) =>
      form === "lines" && style === "block" && content.start <= start && start <= content.end,
  );
}

/** Places of the document as places of the script: those that were read there, else what was copied from them. */
function backInto({ assembly, source }: PipelineScript, document: Source): (span: Span) => Span | undefined {
  const read = new Map<string, Span>();
  relocated(gcloud.extract([source]), (span) => {
    const { start, end } = assembly.placeOf(span, document.uri);
    if (!read.has(`${start} ${end}`)) read.set(`${start} ${end}`, span);
    return undefined;
  });
  return (span) => {
    if (span.uri !== document.uri) return undefined;
    const known = read.get(`${span.start} ${span.end}`);
    const copied = known ?? assembly.assembledAt(span);
    return copied === undefined ? undefined : { uri: source.uri, start: copied.start, end: copied.end };
  };
}

/** An edit of the script as one of the document; `undefined` where it has no place or no form there. */
export function writtenEdit(
  edit: Edit,
  { assembly, source, regions }: PipelineScript,
  document: Source,
): Edit | undefined {
  const region = regions.find(({ from, to }) => from <= edit.span.start && edit.span.start <= to + 1);
  const fitted = region && withinRegion(edit, region, source.text);
  const place = fitted && assembly.editedAt(fitted.span);
  if (region === undefined || fitted === undefined || place === undefined) return undefined;
  const span = { uri: document.uri, ...place };
  const text = region.form === "word" ? wordText(fitted.text) : fitted.text;
  const written = asScalar(text, span, region, document);
  return written === undefined ? undefined : { span, text: written };
}

/** The last line of a region has its line end behind it: what is written or removed there takes the one before. */
function withinRegion({ span, text }: Edit, { from, to }: Region, script: string): Edit | undefined {
  if (span.end <= to) return { span, text };
  if (span.end > to + 1) return undefined;
  if (span.start > to) return { span: { ...span, start: to, end: to }, text: `\n${text.replace(/\n$/, "")}` };
  if (text.endsWith("\n")) return { span: { ...span, end: to }, text: text.slice(0, -1) };
  const start = span.start > from && script[span.start - 1] === "\n" ? span.start - 1 : span.start;
  return start === from && text === "" ? undefined : { span: { ...span, start, end: to }, text };
}

/** A word of a command has no quotes of the shell. */
function wordText(text: string): string {
  const bare = /^"(.*)"$|^'(.*)'$/s.exec(text);
  return (bare?.[1] ?? bare?.[2] ?? text).replace(/\\([\\$`"])/g, "$1");
}

/** The text as it is to be written inside of the scalar. */
function asScalar(text: string, { start, end }: Span, { scalar }: Region, document: Source): string | undefined {
  const { style, content } = scalar;
  if (style === "block") return asBlock(text, content, document);
  if (style === "plain" || style === "flow") {
    const whole = document.text.slice(content.start, start) + text + document.text.slice(end, content.end);
    return text.includes("\n") || needsQuotes(whole, style) ? undefined : text;
  }
  return text.includes("\n") && style === "single" ? undefined : encode(text, style);
}

/** Further lines are indented as the first one is; lines that are joined take no further ones. */
function asBlock(text: string, content: Span, { text: document }: Source): string | undefined {
  if (!text.includes("\n")) return text;
  const header = document.slice(Math.max(0, content.start - 400), content.start);
  if (/>[-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n\s*$/.test(header)) return undefined;
  return text.replace(/\r?\n/g, `${eolOf(document)}${before(document, content.start)}`);
}
