import { literal } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { before, eolOf, lineEnd } from "../manifest/layout.ts";
import { at, type Entry, itemsOf, type List, type Mapping, type Scalar, textAt } from "../manifest/tree.ts";
import { encode, needsQuotes, writeWhole } from "../manifest/write.ts";
import { isSubstitution } from "./cloud-build.ts";
import type { PipelineScript, Region } from "./script.ts";

/** What a step that does something alike has in common with another one of a build. */
const SHARED: ReadonlySet<string> = new Set(["name", "entrypoint", "env", "secretEnv", "dir", "args"]);
const ARGS = "args";
const DASH = /^[ ]*-[ ]+$/;

/**
 * A step of Cloud Build behind another one, in the same image, that runs a line of shell in place of the other's arguments.
 * @param place where in the script the line would stand.
 * @param region the other's script, where a shell runs it.
 */
export function newStep(
  line: string,
  place: number,
  region: Region | undefined,
  { steps }: PipelineScript,
  document: Source,
): readonly Edit[] | undefined {
  const step = steps.find(({ start, end }) => start <= place && place <= end)?.written;
  if (step?.kind !== "mapping" || step.flow || step.uses.length > 0 || !isOpen(line)) return undefined;
  const args = at(step, ARGS);
  if (args?.kind !== "list" || args.uses.length > 0) return undefined;
  const written = region === undefined ? wordsIn(line, args, document) : shellIn(line, region.scalar, args, document);
  const lead = before(document.text, step.span.start);
  if (written === undefined || !DASH.test(lead)) return undefined;
  const end = lineEnd(document.text, endOf(step, document));
  const span = { uri: document.uri, start: end, end };
  return [{ span, text: eolOf(document.text) + lead + entriesOf(step, written, lead, document) }];
}

/** Whether a build replaces all variables of a line, and no shell has to. */
const isOpen = (line: string): boolean =>
  [...line.matchAll(/\$\{?(\w*)|`/g)].every(([, name = ""]) => isSubstitution(name));

/** Behind the last character of a mapping that is not white space. */
const endOf = ({ span }: Mapping, { text }: Source): number =>
  span.start + text.slice(span.start, span.end).trimEnd().length;

function entriesOf(step: Mapping, args: string, lead: string, { text }: Source): string {
  const write = ({ key, keySpan, value }: Entry): string => {
    const start = value?.span.start ?? keySpan.end;
    const end = value === undefined || value.uses.length > 0 ? keySpan.end : value.span.end;
    return key === ARGS ? text.slice(keySpan.start, start) + args : text.slice(keySpan.start, end).trimEnd();
  };
  const shared = step.entries.filter(({ key, value }) => SHARED.has(key) && value?.uses.length === 0);
  return shared.map(write).join(eolOf(text) + " ".repeat(lead.length));
}

/** The list of arguments with another script. */
function shellIn(line: string, { style, span }: Scalar, args: List, { text }: Source): string | undefined {
  const quote = style === "double" ? '"' : style === "single" || needsQuotes(line, style) ? "'" : "";
  const written = quote === "" ? line : quote + encode(line, quote === '"' ? "double" : "single") + quote;
  return text.slice(args.span.start, span.start) + written + text.slice(span.end, args.span.end).trimEnd();
}

/** A list of words in the layout of the one before. */
function wordsIn(line: string, args: List, document: Source): string | undefined {
  const items = itemsOf(args);
  const [first, second] = items;
  const last = items.at(-1);
  const words = wordsOf(line, textAt(first) === "gcloud");
  if (first?.kind !== "scalar" || last === undefined || words === undefined) return undefined;
  const written = words.map((word) => writeWhole([literal(word)], first.style, document));
  const { text } = document;
  const gap = second === undefined ? "" : text.slice(first.span.end, second.span.start);
  const between = args.flow
    ? /^\s*,\s*$/.test(gap)
      ? gap
      : ", "
    : eolOf(text) + before(text, first.span.start).replace(/^.*(?=-[ ]+$)/, (lead) => " ".repeat(lead.length));
  const open = text.slice(args.span.start, first.span.start);
  const close = args.flow ? text.slice(last.span.end, args.span.end) : "";
  return open + written.join(between) + close;
}

const WORD = /\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'\\;&|<>()]|\\.)+)/y;

/** The words of a command without what only a shell could read; `undefined` where there is such a thing. */
function wordsOf(line: string, hasProgram: boolean): readonly string[] | undefined {
  const words: string[] = [];
  const pattern = new RegExp(WORD);
  while (pattern.lastIndex < line.length) {
    const word = pattern.exec(line)?.[1];
    if (word === undefined) return undefined;
    words.push(word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, unquoted));
  }
  if (words[0] !== "gcloud") return undefined;
  return hasProgram ? words : words.slice(1);
}

const unquoted = (_: string, double?: string, single?: string, bare?: string): string =>
  double?.replace(/\\([\\$`"])/g, "$1") ?? single ?? bare ?? "";
