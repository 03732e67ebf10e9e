import type { Binding } from "../../model/facts.ts";
import { literal } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { addEntry } from "./add-entry.ts";
import { before, indentAt, isBlank, lineStart, nextLine } from "./layout.ts";
import { trailTo } from "./trail.ts";
import { at, type Entry, entryOf, type Mapping, type Node } from "./tree.ts";
import { write, writeWhole } from "./write.ts";

type Field = "title" | "description" | "expression";

/** What a condition is called that nobody named. */
const DEFAULT_TITLE = "condition";

/** Writes a part of a binding's condition; one that is not there yet needs an expression and gets a title with it. */
export function setCondition(
  binding: Binding,
  field: Field,
  text: string,
  root: Node | undefined,
  source: Source,
): readonly Edit[] | undefined {
  const holder = holderOf(binding, root);
  const entry = entryOf(holder, "condition");
  if (holder === undefined || entry === undefined) {
    if (holder === undefined || field !== "expression" || holder.templated) return undefined;
    const written = { title: DEFAULT_TITLE, expression: encoded(text, holder, source) };
    return listed(addEntry(source.text, holder, "condition", written));
  }
  const condition = entry.value;
  if (condition?.kind !== "mapping" || condition.uses.length > 0) return undefined;
  const present = condition.entries.findLast(({ key }) => key === field)?.value;
  if (present === undefined) return listed(addEntry(source.text, condition, field, encoded(text, condition, source)));
  if (present.kind !== "scalar" || present.uses.length > 0) return undefined;
  const written = write([literal(text)], present.style, source);
  const indent = indentAt(source.text, present.content.start);
  return written === undefined
    ? undefined
    : [{ span: present.content, text: written.replace(/\n(?!$)/g, `\n${indent}`) }];
}

/** Takes the condition out of its binding. */
export function removeCondition(
  binding: Binding,
  root: Node | undefined,
  { text }: Source,
): readonly Edit[] | undefined {
  const holder = holderOf(binding, root);
  const index = holder?.entries.findLastIndex(({ key }) => key === "condition") ?? -1;
  return holder === undefined || index < 0 ? undefined : listed(removeEntry(text, holder, index));
}

/** Where the forms keep role and members, from the statement. */
const PATHS: readonly (readonly string[])[] = [[], ["spec"], ["properties"], ["spec", "forProvider"]];

/** The mapping that has the binding's role. */
function holderOf({ span }: Binding, root: Node | undefined): Mapping | undefined {
  const statement = trailTo(root, span).findLast(({ kind }) => kind === "mapping");
  for (const path of PATHS) {
    const holder = at(statement, ...path);
    if (holder?.kind === "mapping" && holder.uses.length === 0 && holder.entries.some(({ key }) => key === "role"))
      return holder;
  }
  return undefined;
}

/** A text for a new entry; JSON quotes it where it is written. */
function encoded(text: string, { flow, entries }: Mapping, source: Source): string {
  const isJson = entries.some(({ keySpan }) => source.text[keySpan.start] === '"');
  if (isJson && flow) return text;
  return writeWhole([literal(text)], flow ? "flow" : "plain", source) ?? JSON.stringify(text);
}

const endOf = ({ keySpan, value }: Entry): number =>
  Math.max(keySpan.end, value === undefined ? 0 : (value.uses[0] ?? value.span).end);

function removeEntry(text: string, { entries, flow }: Mapping, index: number): Edit | undefined {
  const [previous, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
  if (entry === undefined || entries.length === 1) return undefined;
  const { uri, start } = entry.keySpan;
  const end = endOf(entry);
  const isFirstOnLine = isBlank(before(text, start));
  if (!flow && isFirstOnLine)
    return { span: { uri, start: lineStart(text, start), end: nextLine(text, end) }, text: "" };
  if (next !== undefined) return { span: { uri, start, end: next.keySpan.start }, text: "" };
  return previous === undefined || !flow ? undefined : { span: { uri, start: endOf(previous), end }, text: "" };
}

const listed = (edit: Edit | undefined): readonly Edit[] | undefined => (edit === undefined ? undefined : [edit]);
