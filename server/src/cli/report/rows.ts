import type { Authority } from "../../core/model/facts.ts";
import { columns } from "./columns.ts";
import type { Range } from "./places.ts";

/** A value as it is written; `known` tells whether all of it is literal. */
export interface RowText {
  readonly text: string;
  readonly known: boolean;
}

/** A role binding as one statement says it. */
export interface BindingRow {
  readonly path: string;
  readonly range: Range;
  readonly language: string;
  readonly source: string;
  readonly effect: "grant" | "revoke";
  readonly authority: Authority;
  /** `type` as a permission prefix: `run.services`. */
  readonly resource: { readonly type?: string; readonly name?: string };
  readonly role?: RowText;
  readonly members: readonly RowText[];
  readonly condition: boolean;
}

export type RowFormat = "table" | "jsonl" | "csv";

/** The texts of a list of bindings in one of the formats. */
export function printBindings(rows: readonly BindingRow[], format: RowFormat): Iterable<string> {
  if (format === "jsonl") return map(rows, (row) => `${JSON.stringify(row)}\n`);
  return format === "csv" ? csv(rows) : table(rows);
}

function* map<T>(items: readonly T[], text: (item: T) => string): Generator<string> {
  for (const item of items) yield text(item);
}

type Cells = readonly string[];

const CSV_HEAD: Cells = [
  "path",
  "line",
  "column",
  "language",
  "source",
  "effect",
  "authority",
  "resource_type",
  "resource_name",
  "role",
  "members",
  "condition",
];

const csvCells = (row: BindingRow): Cells => [
  row.path,
  String(row.range.start.line),
  String(row.range.start.column),
  row.language,
  row.source,
  row.effect,
  row.authority,
  row.resource.type ?? "",
  row.resource.name ?? "",
  row.role?.text ?? "",
  row.members.map(({ text }) => text).join(" "),
  String(row.condition),
];

/** Comma-separated values as RFC 4180 has them. */
function* csv(rows: readonly BindingRow[]): Generator<string> {
  for (const cells of [CSV_HEAD, ...rows.map(csvCells)]) yield `${cells.map(quoted).join(",")}\r\n`;
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const TABLE_HEAD: Cells = ["PLACE", "STATEMENT", "RESOURCE", "ROLE", "MEMBERS"];

const tableCells = (row: BindingRow): Cells => [
  `${row.path}:${row.range.start.line}`,
  row.source,
  [row.resource.type, row.resource.name].filter((part) => part !== undefined).join(" ") || "?",
  `${row.effect === "revoke" ? "revokes " : ""}${row.role?.text ?? "?"}${row.condition ? " (with a condition)" : ""}`,
  row.members.map(({ text }) => text).join(", "),
];

const table = (rows: readonly BindingRow[]): Iterable<string> => columns([TABLE_HEAD, ...rows.map(tableCells)]);
