import type { Binding } from "../../../model/facts.ts";
import type { Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { blockAt, partsOf } from "../hcl/find.ts";
import type { Expression, List } from "../hcl/tree.ts";
import { attributeOf, treeOf } from "../module.ts";
import { isMovable, settled } from "./movable.ts";
import { endOfLineAt, indentAt, lineEndOf, writeExpression } from "./style.ts";

/** Adds a member to the list that a block writes out; not possible without one, or where several instances share it. */
export function addMember(binding: Binding, wanted: Value, source: Source): readonly Edit[] | undefined {
  const member = settled(wanted);
  const block = blockAt(treeOf(source).body, binding.span);
  if (block === undefined || block.name === "dynamic" || attributeOf(block, "for_each") !== undefined) return undefined;
  const members = attributeOf(block, "members");
  const list = members && listIn(members.value);
  if (list?.closed !== true || !isMovable([member], binding)) return undefined;
  return insertItem(list, writeExpression(member.parts), source);
}

/** The first written list: the expression itself, or an argument of `concat` and the like. */
export function listIn(expression: Expression): List | undefined {
  if (expression.kind === "list") return expression;
  if (expression.kind !== "call" && expression.kind !== "parenthesis") return undefined;
  return partsOf(expression)
    .map(listIn)
    .find((list) => list !== undefined);
}

function insertItem(list: List, text: string, source: Source): readonly Edit[] {
  const insert = (offset: number, inserted: string): Edit => ({
    span: { uri: source.uri, start: offset, end: offset },
    text: inserted,
  });
  const last = list.items.at(-1);
  const from = last?.end ?? list.start + 1;
  const rest = source.text.slice(from, list.end - 1);
  if (!rest.includes("\n")) return [insert(from, last === undefined ? text : `, ${text}`)];

  const lineEnd = lineEndOf(source.text);
  const indent = last === undefined ? `${indentAt(source.text, list.start)}  ` : indentAt(source.text, last.start);
  const behind = endOfLineAt(source.text, from);
  const line = `${lineEnd}${indent}${text}`;
  if (last === undefined) return [insert(behind, `${line},`)];
  if (hasComma(rest)) return [insert(behind, `${line},`)];
  return behind === from ? [insert(from, `,${line}`)] : [insert(from, ","), insert(behind, line)];
}

/** Whether a comma stands in a text of blanks and comments. */
const hasComma = (text: string): boolean => text.replace(/\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*/g, "").includes(",");
