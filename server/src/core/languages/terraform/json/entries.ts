import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { before, eolOf, isBlank } from "../../manifest/layout.ts";
import type { Entry, Mapping } from "../../manifest/tree.ts";

/** A property to be written: its name and a value of JSON. */
export type Property = readonly [name: string, value: unknown];

/** Where an entry ends, its value included. */
export const endOfEntry = ({ keySpan, value }: Entry): number => Math.max(keySpan.end, value?.span.end ?? 0);

/** Writes properties behind an entry of an object, in its style: on lines of their own or on its line. */
export function entriesBehind(
  behind: Entry,
  holder: Mapping | undefined,
  properties: readonly Property[],
  source: Source,
): Edit {
  const { uri } = behind.keySpan;
  const end = endOfEntry(behind);
  const gap = gapAt(behind, source);
  const text = properties.map((one) => `,${gap}${propertyText(one, behind, holder, source)}`).join("");
  return { span: { uri, start: end, end }, text };
}

/** Writes properties in front of an entry of an object, in its style. */
export function entriesBefore(
  next: Entry,
  holder: Mapping | undefined,
  properties: readonly Property[],
  source: Source,
): Edit {
  const { uri, start } = next.keySpan;
  const gap = gapAt(next, source);
  const text = properties.map((one) => `${propertyText(one, next, holder, source)},${gap}`).join("");
  return { span: { uri, start, end: start }, text };
}

/** Puts properties in the place of an entry, in its style. */
export function entriesInstead(
  old: Entry,
  holder: Mapping | undefined,
  properties: readonly Property[],
  source: Source,
): Edit {
  const { uri, start } = old.keySpan;
  const gap = gapAt(old, source);
  const text = properties.map((one) => propertyText(one, old, holder, source)).join(`,${gap}`);
  return { span: { uri, start, end: endOfEntry(old) }, text };
}

const isOnLines = ({ keySpan }: Entry, { text }: Source): boolean => isBlank(before(text, keySpan.start));

/** What parts an entry from its neighbours, behind the comma. */
const gapAt = (entry: Entry, source: Source): string =>
  isOnLines(entry, source) ? eolOf(source.text) + before(source.text, entry.keySpan.start) : " ";

/** A property as a neighbour of an entry is written. */
function propertyText([name, value]: Property, beside: Entry, holder: Mapping | undefined, source: Source): string {
  const { text } = source;
  const indent = before(text, beside.keySpan.start);
  if (!isOnLines(beside, source)) return spaced(`${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const unit = holder === undefined ? "  " : unitOf(holder, indent, text);
  const lines = `${JSON.stringify(name)}: ${JSON.stringify(value, null, unit)}`;
  return lines.replaceAll("\n", eolOf(text) + indent);
}

/** How much deeper an entry stands than the object around it. */
function unitOf({ span }: Mapping, indent: string, text: string): string {
  const outer = /^[ \t]*/.exec(before(text, span.start))?.[0] ?? "";
  return indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : "  ";
}

/** A blank behind the commas and colons between strings. */
const spaced = (json: string): string =>
  json.replace(/("(?:[^"\\]|\\.)*")|[,:](?=\S)/g, (mark, text) => text ?? `${mark} `);
