import type { IdentityProvider } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { blockAt } from "../hcl/find.ts";
import { encodeText } from "../hcl/literal.ts";
import type { ObjectExpression } from "../hcl/tree.ts";
import { attributeOf, treeOf } from "../module.ts";
import { editOf, endOfLineAt, indentAt, lineEndOf, lineStartOf, type Row, writeRows } from "./style.ts";

/** Writes an entry behind the last one of a provider's `attribute_mapping`, where that is written out in the block. */
export function addMapping(
  { span }: IdentityProvider,
  attribute: string,
  expression: string,
  source: Source,
): readonly Edit[] | undefined {
  const block = blockAt(treeOf(source).body, span);
  const mapping = block && attributeOf(block, "attribute_mapping")?.value;
  const last = mapping?.kind === "object" ? mapping.items.at(-1) : undefined;
  if (mapping?.kind !== "object" || last === undefined) return undefined;
  const entry = { name: `"${encodeText(attribute)}"`, value: `"${encodeText(expression)}"` };
  if (!source.text.slice(mapping.start, mapping.end).includes("\n")) {
    const at = { uri: source.uri, start: last.end, end: last.end };
    return [{ span: at, text: `, ${entry.name} = ${entry.value}` }];
  }
  const rows = rowsIn(mapping, source.text);
  if (rows === undefined) return undefined;
  const indent = indentAt(source.text, last.start);
  const at = rows.findLastIndex((row) => "name" in row) + 1;
  const hasCommas = rows.some((row) => "name" in row && row.value.endsWith(","));
  const ended = hasCommas ? rows.map(withComma) : rows;
  const added: Row = { ...entry, value: entry.value + (hasCommas ? "," : ""), indent, comment: "" };
  const lines = writeRows([...ended.slice(0, at), added, ...ended.slice(at)]);
  const { start, end } = inside(mapping, source.text);
  const lineEnd = lineEndOf(source.text);
  return [editOf(source, start, end, lines.map((line) => line + lineEnd).join(""))];
}

const withComma = (row: Row): Row =>
  "name" in row && !row.value.endsWith(",") ? { ...row, value: `${row.value},` } : row;

/** The whole lines between the braces. */
const inside = (mapping: ObjectExpression, text: string) => ({
  start: endOfLineAt(text, mapping.start) + lineEndOf(text).length,
  end: lineStartOf(text, mapping.end - 1),
});

const ENTRY = /^([ \t]*)("[^"]*"|[\w-]+|\([^()]*\))[ \t]*=[ \t]*("(?:[^"\\]|\\.)*",?|[\w.]+,?)[ \t]*((?:#|\/\/).*)?$/;

/** The lines of a map with one entry on each; `undefined` where one is laid out in another way. */
function rowsIn(mapping: ObjectExpression, text: string): readonly Row[] | undefined {
  const { start, end } = inside(mapping, text);
  const lines =
    end > start
      ? text
          .slice(start, end)
          .replace(/\r?\n$/, "")
          .split(/\r?\n/)
      : [];
  const rows = lines.map((line): Row | undefined => {
    const [, indent, name, value, comment = ""] = ENTRY.exec(line) ?? [];
    if (indent !== undefined && name !== undefined && value !== undefined) return { indent, name, value, comment };
    return /^[ \t]*(?:(?:#|\/\/).*)?$/.test(line) ? { text: line } : undefined;
  });
  const whole = rows.filter((row) => row !== undefined);
  const entries = whole.filter((row) => "name" in row);
  return whole.length === rows.length && entries.length === mapping.items.length ? whole : undefined;
}
