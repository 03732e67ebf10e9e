import type { Edit } from "../../text/edit.ts";
import { eolOf, lineEnd, lineStart } from "./layout.ts";
import type { Mapping } from "./tree.ts";

/** A value to be written: a word, or entries. */
export type Written = string | { readonly [key: string]: Written };

/** Writes an entry behind the last one of a mapping, in its style; `undefined` where it has none to go by. */
export function addEntry(text: string, mapping: Mapping, key: string, value: Written): Edit | undefined {
  const last = mapping.entries.at(-1);
  if (last === undefined || mapping.uses.length > 0) return undefined;
  const { uri } = last.keySpan;
  if (mapping.flow) {
    const end = Math.max(last.keySpan.end, last.value === undefined ? 0 : (last.value.uses[0] ?? last.value.span).end);
    const quotes = text[last.keySpan.start] === '"';
    return { span: { uri, start: end, end }, text: `,${gapIn(text, mapping)}${inBraces(key, value, quotes)}` };
  }
  const column = last.keySpan.start - lineStart(text, last.keySpan.start);
  const at = lineEnd(text, mapping.span.end);
  const eol = eolOf(text);
  return {
    span: { uri, start: at, end: at },
    text: inLines(key, value, " ".repeat(column))
      .map((line) => eol + line)
      .join(""),
  };
}

/** Between two entries in braces: as before the last one. */
function gapIn(text: string, { entries, span }: Mapping): string {
  const last = entries.at(-1);
  if (last === undefined) return " ";
  const gap = /[,{]?(\s*)$/.exec(text.slice(span.start, last.keySpan.start))?.[1] ?? "";
  return gap === "" ? " " : gap;
}

const inBraces = (key: string, value: Written, quotes: boolean): string => {
  const quoted = (word: string) => (quotes ? JSON.stringify(word) : word);
  if (typeof value === "string") return `${quoted(key)}: ${quoted(value)}`;
  const inner = Object.entries(value).map(([name, one]) => inBraces(name, one, quotes));
  return `${quoted(key)}: {${inner.join(", ")}}`;
};

const inLines = (key: string, value: Written, indent: string): readonly string[] =>
  typeof value === "string"
    ? [`${indent}${key}: ${value}`]
    : [`${indent}${key}:`, ...Object.entries(value).flatMap(([name, one]) => inLines(name, one, `${indent}  `))];
