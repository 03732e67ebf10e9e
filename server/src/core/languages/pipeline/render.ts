import type { Change } from "../../model/finding.ts";
import { placeOf } from "../../model/finding.ts";
import { applyEdits, areApart, type Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import { gcloud } from "../gcloud/gcloud.ts";
import { asSource, type Inner } from "../hosted/inner.ts";
import { toDocument } from "../hosted/transcript.ts";
import type { Source } from "../language.ts";
import { newLine } from "./new-line.ts";
import { isOneWord, newWord } from "./new-word.ts";
import { type PipelineScript, type Region, ScriptBuilder } from "./script.ts";
import { asForm, asScalar, withMarks, wordText } from "./written-scalar.ts";

/** Whether a place lies in what the pipeline runs. */
export const holdsPlace = ({ regions }: PipelineScript, { start, end }: Span): boolean =>
  regions.some(({ scalar: { content } }) => content.start <= start && start <= content.end && start <= end);

/** Comments are the shell's own where lines of shell stand in a block. */
export function hasOwnComments({ regions }: PipelineScript, change: Change): boolean {
  const { start } = placeOf(change);
  return regions.some(
    ({ form, scalar: { style, content } }) =>
      (form === "lines" || form === "powershell" || form === "item") &&
      style === "block" &&
      content.start <= start &&
      start <= content.end,
  );
}

const kept = new WeakMap<PipelineScript, Inner>();

/** What a pipeline holds for the shell; edits of it are written in the style of the scalar that they fall into. */
export function innerOf(script: PipelineScript, document: Source): Inner {
  const known = kept.get(script);
  if (known !== undefined) return known;
  const { transcript } = script;
  const source = asSource(transcript, document.uri);
  const edits = (own: readonly Edit[]) => documentEdits(own, script, document);
  const inner: Inner = { guest: gcloud, document, transcript, source, edits };
  kept.set(script, inner);
  return inner;
}

/** An edit of the script inside of a region, and as the document writes it. */
interface Written {
  readonly region: Region;
  readonly own: Edit;
  readonly edit: Edit;
  /** Stands beside the region's scalar and not in it. */
  readonly isBeside?: boolean;
}

function documentEdits(own: readonly Edit[], script: PipelineScript, document: Source): readonly Edit[] | undefined {
  const [only] = own;
  const line = only === undefined || own.length > 1 ? undefined : newLine(only, script, document);
  if (line !== undefined) return line;
  const written = own.flatMap((edit) => writtenEdit(edit, script, document) ?? []);
  const isSound = written.length === own.length && areApart(own) && areApart(written.map(({ edit }) => edit));
  if (!isSound) return undefined;
  const regions = new Set(written.map(({ region }) => region));
  const isMeant = [...regions].every((region) => {
    const within = written.filter((one) => one.region === region && one.isBeside !== true);
    const wanted = wantedIn(region, within, script);
    const isForm = region.form !== "word" || isOneWord(wanted);
    return isForm && saidBy(region, within, document) === comparable(wanted, region.form);
  });
  return isMeant ? written.map(({ edit }) => edit) : undefined;
}

/** What a region says once the scalar of the document is edited. */
function saidBy({ scalar, form, marks }: Region, written: readonly Written[], document: Source): string {
  const edits = written.map(({ edit }) => edit);
  const text = applyEdits(document.text, edits);
  const end = scalar.content.end + text.length - document.text.length;
  const builder = new ScriptBuilder({ uri: document.uri, text }, marks);
  builder[form]({ ...scalar, content: { ...scalar.content, end } });
  return comparable(builder.built().transcript.text, form);
}

function wantedIn({ from, to }: Region, written: readonly Written[], { transcript }: PipelineScript): string {
  const edits = written.map(({ own }) => ({
    ...own,
    span: { ...own.span, start: own.span.start - from, end: own.span.end - from },
  }));
  return applyEdits(transcript.text.slice(from, to), edits);
}

/** A word is read the same with and without quotes, a script with and without empty lines. */
const comparable = (text: string, form: Region["form"]): string =>
  form === "word" ? wordText(text.trim()) : text.trim().replace(/\n{2,}/g, "\n");

function writtenEdit(edit: Edit, script: PipelineScript, document: Source): Written | undefined {
  const { transcript, regions } = script;
  const region = regions.find(({ from, to }) => from <= edit.span.start && edit.span.start <= to + 1);
  const beside = region && newWord(edit, region, document);
  if (region !== undefined && beside !== undefined) return { region, own: edit, edit: beside, isBeside: true };
  const own = region && withinRegion(edit, region, transcript.text);
  if (region === undefined || own === undefined) return undefined;
  const { start, end } = region.scalar.content;
  const place = toDocument(transcript, own.span);
  const first = Math.max(start, Math.min(place.start, end));
  const span = { uri: document.uri, start: first, end: Math.max(first, Math.min(place.end, end)) };
  const text = asScalar(withMarks(asForm(own.text, region.form), region, script), span, region, document);
  return text === undefined ? undefined : { region, own, edit: { span, text } };
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
