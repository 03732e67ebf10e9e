import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import type { Attribute, Block } from "../hcl/tree.ts";
import { rowsOf } from "../render/rows.ts";
import { editOf, indentAt, lineEndOf, type Row, writeRows } from "../render/style.ts";

/** Writes other rows in the place of an argument, aligned with those around it; nothing where the block is not laid out in lines. */
export function replaceArgument(
  block: Block,
  attribute: Attribute,
  rowsFor: (row: Extract<Row, { name: string }>) => readonly Row[],
  source: Source,
): readonly Edit[] {
  const old = rowsOf(block, source.text);
  const at = old?.rows.findIndex(({ argument }) => argument === attribute) ?? -1;
  const row = old?.rows[at]?.row;
  if (old === undefined || row === undefined || !("name" in row)) return [];
  const rows = old.rows.flatMap((one, i) => (i === at ? rowsFor(row) : [one.row]));
  const lineEnd = lineEndOf(source.text);
  return [
    editOf(
      source,
      old.start,
      old.end,
      writeRows(rows)
        .map((line) => line + lineEnd)
        .join(""),
    ),
  ];
}

/** Writes an argument as the first one behind those that say how often a block counts. */
export function insertArgument(block: Block, name: string, value: string, source: Source): readonly Edit[] {
  const old = rowsOf(block, source.text);
  if (old === undefined) return [];
  const meta = old.rows.findLastIndex(({ argument }) => argument !== undefined && META.has(argument.name));
  const indented = old.rows.find(({ argument }) => argument !== undefined);
  const indent =
    indented?.argument === undefined
      ? `${indentAt(source.text, block.start)}  `
      : source.text.slice(indented.start, indented.argument.start);
  const next = old.rows[meta + 1]?.row;
  const at = meta >= 0 && next !== undefined && "text" in next && next.text.trim() === "" ? meta + 2 : meta + 1;
  const rows = old.rows.map(({ row }) => row);
  const written = [...rows.slice(0, at), { name, value, indent, comment: "" }, ...rows.slice(at)];
  const lineEnd = lineEndOf(source.text);
  return [
    editOf(
      source,
      old.start,
      old.end,
      writeRows(written)
        .map((line) => line + lineEnd)
        .join(""),
    ),
  ];
}

const META: ReadonlySet<string> = new Set(["for_each", "count", "provider"]);
