import { applyEdits as applyJsonEdits, modify, type ParseError, parse as parseJson } from "jsonc-parser";
import { type Document, isMap, isNode, isScalar, isSeq, parseDocument, stringify, type YAMLSeq } from "yaml";
import type { Assumed } from "../../core/model/assumed.ts";
import { loadConfig } from "../load-config.ts";

/** A change of one stretch of a configuration file, in offsets. */
export interface ConfigEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SECTION = "assume";

/** Records grants that are made elsewhere in the text of a configuration file; `undefined` when the text is not one that can take them. */
export function recordAssumed(uri: string, text: string, assumed: readonly Assumed[]): ConfigEdit | undefined {
  const edit = /\.jsonc?$/.test(uri) ? recordInJson(text, assumed) : recordInYaml(text, assumed);
  if (edit === undefined) return undefined;
  const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const read = loadConfig({ uri, text: after }).config.assume ?? [];
  const isRead = (one: Assumed): boolean =>
    read.some(
      ({ principal, role, resource }) => principal === one.principal && role === one.role && resource === one.resource,
    );
  return assumed.every(isRead) ? edit : undefined;
}

function recordInJson(text: string, assumed: readonly Assumed[]): ConfigEdit | undefined {
  const errors: ParseError[] = [];
  const read: unknown = parseJson(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (errors.length > 0) return undefined;
  const before = (read as { readonly assume?: unknown } | undefined)?.[SECTION];
  const formattingOptions = { insertSpaces: !/^\t/m.test(text), tabSize: indentOf(text), eol: endOf(text) };
  const isList = Array.isArray(before);
  const after = assumed.reduce(
    (current, one, index) =>
      isList || index > 0
        ? applyJsonEdits(current, modify(current, [SECTION, -1], one, { formattingOptions, isArrayInsertion: true }))
        : applyJsonEdits(current, modify(current, [SECTION], [one], { formattingOptions })),
    text,
  );
  return difference(text, after);
}

const indentOf = (text: string): number => /^( +)\S/m.exec(text)?.[1]?.length ?? 2;

const endOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

function recordInYaml(text: string, assumed: readonly Assumed[]): ConfigEdit | undefined {
  const document = parseDocument(text, { prettyErrors: false, logLevel: "silent" });
  const { contents, errors } = document;
  if (errors.length > 0) return undefined;
  if (contents === null || (isScalar(contents) && contents.value === null)) return appended(text, assumed);
  if (!isMap(contents)) return undefined;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === SECTION);
  if (pair === undefined && !contents.flow) return appended(text, assumed);
  const list = isSeq(pair?.value) ? pair.value : undefined;
  return list !== undefined && !list.flow ? behindLast(text, list, assumed) : rewritten(text, document, assumed);
}

/** A section of its own at the end. */
function appended(text: string, assumed: readonly Assumed[]): ConfigEdit {
  const end = endOf(text);
  const gap = text === "" || /\n$/.test(text) ? "" : end;
  const lines = [`${SECTION}:`, ...itemLines(assumed, "  ")];
  return { start: text.length, end: text.length, text: gap + lines.map((line) => line + end).join("") };
}

/** Items behind the last one of a list, on lines of their own and as far in. */
function behindLast(text: string, list: YAMLSeq, assumed: readonly Assumed[]): ConfigEdit | undefined {
  const [first, last] = [list.items[0], list.items.at(-1)].map((item) => (isNode(item) ? item.range : undefined));
  if (!first || !last) return undefined;
  const lineStart = text.lastIndexOf("\n", first[0]) + 1;
  const indent = /^[ ]*(?=-)/.exec(text.slice(lineStart))?.[0];
  if (indent === undefined) return undefined;
  const end = endOf(text);
  const next = text.indexOf("\n", last[1] > 0 && text.charAt(last[1] - 1) === "\n" ? last[1] - 1 : last[1]);
  const at = next < 0 ? text.length : next + 1;
  const lines = itemLines(assumed, indent)
    .map((line) => line + end)
    .join("");
  return { start: at, end: at, text: next < 0 ? end + lines : lines };
}

/** What stands in one line, such as `{}` or `assume: []`, is written anew; comments stay. */
function rewritten(text: string, document: Document.Parsed, assumed: readonly Assumed[]): ConfigEdit {
  const list = document.get(SECTION);
  if (isMap(document.contents)) document.contents.flow = false;
  if (isSeq(list) && list.items.length > 0) for (const one of assumed) document.addIn([SECTION], one);
  else document.set(SECTION, assumed);
  return difference(text, document.toString({ lineWidth: 0 }));
}

const itemLines = (assumed: readonly Assumed[], indent: string): readonly string[] =>
  stringify(assumed, { lineWidth: 0 })
    .trimEnd()
    .split("\n")
    .map((line) => indent + line);

/** The one stretch in which two texts differ. */
function difference(before: string, after: string): ConfigEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let kept = 0;
  while (kept < shorter - start && before.at(-1 - kept) === after.at(-1 - kept)) kept++;
  return { start, end: before.length - kept, text: after.slice(start, after.length - kept) };
}
