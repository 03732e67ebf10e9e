import type { Binding } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { encodeText } from "../hcl/literal.ts";
import type { Block } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import { statementAt } from "./blocks.ts";
import { type BlockRow, type BlockRows, rowsOf } from "./rows.ts";
import {
  argument,
  editOf,
  endOfLineAt,
  indentAt,
  lineEndOf,
  lineStartOf,
  type Row,
  writeBlock,
  writeRows,
} from "./style.ts";

type Field = "title" | "description" | "expression";

/** What a condition is called that nobody named. */
const DEFAULT_TITLE = "condition";

/** The order in which a condition's arguments are written. */
const ORDER: readonly Field[] = ["title", "description", "expression"];

/** Writes an argument of a condition; a condition that is not there yet needs an expression, and gets a title with it. */
export function setCondition(
  binding: Binding,
  field: Field,
  text: string,
  source: Source,
): readonly Edit[] | undefined {
  const owner = statementAt(binding, source);
  if (owner === undefined || owner.name === "dynamic" || hasDynamic(owner)) return undefined;
  const condition = conditionIn(owner);
  if (condition === undefined) return field === "expression" ? insertBlock(owner, text, source) : undefined;
  const present = attributeOf(condition, field);
  if (present === undefined) return insertArgument(condition, field, text, source);
  const { value } = present;
  const isPlain = value.kind === "template" && value.parts.every((part) => part.kind === "text");
  if (!isPlain && value.kind !== "missing") return undefined;
  return [{ span: { uri: source.uri, start: value.start, end: value.end }, text: quoted(text) }];
}

/** Takes the block of the condition out, with one of the blank lines around it. */
export function removeCondition(binding: Binding, source: Source): readonly Edit[] | undefined {
  const owner = statementAt(binding, source);
  const condition = owner && conditionIn(owner);
  const old = owner && rowsOf(owner, source.text);
  if (owner === undefined || condition === undefined || old === undefined || hasDynamic(owner)) return undefined;
  const first = old.rows.findIndex(({ start }) => start === lineStartOf(source.text, condition.start));
  const last = old.rows.findLastIndex(({ start }) => start < condition.end);
  const isOnOwnLines = source.text.slice(condition.end, endOfLineAt(source.text, condition.end)).trim() === "";
  if (first < 0 || !isOnOwnLines) return undefined;
  const from = isBlank(old.rows[first - 1]) ? first - 1 : first;
  const to = from === first && isBlank(old.rows[last + 1]) ? last + 1 : last;
  const kept = [...old.rows.slice(0, from), ...old.rows.slice(to + 1)];
  return rewrite(
    old,
    kept.map(({ row }) => row),
    source,
  );
}

const isBlank = (one: BlockRow | undefined): boolean =>
  one !== undefined && "text" in one.row && one.row.text.trim() === "";

const quoted = (text: string): string => `"${encodeText(text)}"`;

const conditionIn = ({ body }: Block): Block | undefined =>
  body.items.find((item): item is Block => item.kind === "block" && item.name === "condition");

const hasDynamic = ({ body }: Block): boolean =>
  body.items.some((item) => item.kind === "block" && item.name === "dynamic" && item.labels[0]?.text === "condition");

function insertBlock(owner: Block, expression: string, source: Source): readonly Edit[] | undefined {
  const old = rowsOf(owner, source.text);
  if (old === undefined) return undefined;
  const indent = indentAt(source.text, owner.start);
  const block = writeBlock(
    "condition",
    [argument("title", quoted(DEFAULT_TITLE)), argument("expression", quoted(expression))],
    "\n",
  );
  const lines = block.split("\n").map((line): Row => ({ text: `${indent}  ${line}` }));
  return rewrite(old, [...old.rows.map(({ row }) => row), { text: "" }, ...lines], source);
}

function insertArgument(condition: Block, field: Field, text: string, source: Source): readonly Edit[] | undefined {
  const old = rowsOf(condition, source.text);
  if (old === undefined) return undefined;
  const later = ORDER.slice(ORDER.indexOf(field) + 1);
  const at = old.rows.findIndex(({ argument: one }) => one !== undefined && later.some((name) => name === one.name));
  const row = { ...argument(field, quoted(text)), indent: `${indentAt(source.text, condition.start)}  ` };
  const rows = old.rows.map((one) => one.row);
  const index = at < 0 ? rows.length : at;
  return rewrite(old, [...rows.slice(0, index), row, ...rows.slice(index)], source);
}

function rewrite({ start, end }: BlockRows, rows: readonly Row[], source: Source): readonly Edit[] {
  const lineEnd = lineEndOf(source.text);
  const lines = writeRows(rows).map((line) => line + lineEnd);
  return [editOf(source, start, end, lines.join(""))];
}
