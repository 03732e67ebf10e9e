import type { Binding } from "../../../model/facts.ts";
import type { Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { blockAt, partsOf } from "../hcl/find.ts";
import type { Expression, List } from "../hcl/tree.ts";
import { attributeOf, treeOf } from "../module.ts";
import { insertItem } from "./items.ts";
import { isMovable, settled } from "./movable.ts";
import { writeExpression } from "./style.ts";

/** Adds a member to the list that a block writes out; not possible without one, or where several instances share it. */
export function addMember(binding: Binding, wanted: Value, source: Source): readonly Edit[] | undefined {
  const member = settled(wanted);
  const block = blockAt(treeOf(source).body, binding.span);
  if (block === undefined || block.name === "dynamic" || attributeOf(block, "for_each") !== undefined) return undefined;
  const members = attributeOf(block, "members");
  const list = members && listIn(members.value);
  if (list?.closed !== true || !isMovable([member], binding)) return undefined;
  return insertItem(list, list.items.length - 1, writeExpression(member.parts), source);
}

/** The first written list: the expression itself, or an argument of `concat` and the like. */
export function listIn(expression: Expression): List | undefined {
  if (expression.kind === "list") return expression;
  if (expression.kind !== "call" && expression.kind !== "parenthesis") return undefined;
  return partsOf(expression)
    .map(listIn)
    .find((list) => list !== undefined);
}
