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
  return [written(rows, old, source)];
}

/** Writes an argument as the first one behind those that say how often a block counts. */
export function insertArgument(block: Block, name: string, value: string, source: Source): readonly Edit[] {
  const old = rowsOf(block, source.text);
  if (old === undefined) return [];
  const meta = old.rows.findLastIndex(({ argument }) => argument !== undefined && META.has(argument.name));
  const next = old.rows[meta + 1]?.row;
  const at = meta >= 0 && next !== undefined && "text" in next && next.text.trim() === "" ? meta + 2 : meta + 1;
  const rows = old.rows.map(({ row }) => row);
  const added = { name, value, indent: indentIn(old, block, source), comment: "" };
  return [written([...rows.slice(0, at), added, ...rows.slice(at)], old, source)];
}

/** Writes an argument at the end of a block, apart from all others. */
export function appendArgument(block: Block, name: string, value: string, source: Source): readonly Edit[] {
  const old = rowsOf(block, source.text);
  if (old === undefined) return [];
  const added = { name, value, indent: indentIn(old, block, source), comment: "" };
  return [written([...old.rows.map(({ row }) => row), { text: "" }, added], old, source)];
}

type Rows = NonNullable<ReturnType<typeof rowsOf>>;

function indentIn({ rows }: Rows, block: Block, { text }: Source): string {
  const indented = rows.find(({ argument }) => argument !== undefined);
  return indented?.argument === undefined
    ? `${indentAt(text, block.start)}  `
    : text.slice(indented.start, indented.argument.start);
}

function written(rows: readonly Row[], { start, end }: Rows, source: Source): Edit {
  const lineEnd = lineEndOf(source.text);
  const text = writeRows(rows).map((line) => line + lineEnd);
  return editOf(source, start, end, text.join(""));
}

const META: ReadonlySet<string> = new Set(["for_each", "count", "provider"]);
