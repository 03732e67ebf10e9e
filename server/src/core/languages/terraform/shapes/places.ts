import type { Source } from "../../language.ts";
import { partsOf } from "../hcl/find.ts";
import type { Body, Expression, ObjectItem } from "../hcl/tree.ts";
import { treeOf } from "../module.ts";

interface Place {
  readonly item: ObjectItem;
  readonly map: Expression;
}

const indexes = new WeakMap<Source, ReadonlyMap<number, Place>>();

/** The item of a map whose key's text starts at an offset. */
export function placeOfKey(source: Source, start: number): Place | undefined {
  let index = indexes.get(source);
  if (index === undefined) {
    const made = new Map<number, Place>();
    indexBody(treeOf(source).body, made);
    indexes.set(source, made);
    index = made;
  }
  return index.get(start);
}

function indexBody({ items }: Body, index: Map<number, Place>): void {
  for (const item of items) {
    if (item.kind === "block") indexBody(item.body, index);
    else indexExpression(item.value, index);
  }
}

function indexExpression(expression: Expression, index: Map<number, Place>): void {
  if (expression.kind === "object") {
    for (const item of expression.items) index.set(textStart(item.key), { item, map: expression });
  }
  for (const part of partsOf(expression)) indexExpression(part, index);
}

const textStart = (key: Expression): number =>
  key.kind === "template" ? key.inner.start : key.kind === "parenthesis" ? textStart(key.inner) : key.start;
