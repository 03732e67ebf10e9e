import type { Condition } from "../model/facts.ts";
import { literal, type Part, soleReference, type Value } from "../model/value.ts";
import { check } from "./check.ts";
import { type Parsed, parse } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { HOLE, type Node, type Range } from "./tree.ts";

/** The expression of a condition as its compiler sees it. */
export interface Expression {
  readonly value: Value;
  /** The decoded text, with a `HOLE` for each reference. */
  readonly text: string;
  readonly tree: Node;
  /** What a compiler would refuse; nothing where a part that comes from outside may be the cause. */
  readonly problems: readonly Problem[];
}

const read = new WeakMap<Value, { readonly expression: Expression | undefined }>();

/** Reads the expression of a condition; `undefined` where none is written, or all of it comes from elsewhere. */
export function expressionOf(condition: Condition | undefined): Expression | undefined {
  const value = condition?.expression;
  if (value === undefined) return undefined;
  const kept = read.get(value) ?? { expression: readExpression(value) };
  read.set(value, kept);
  return kept.expression;
}

/** The expression of a condition that a compiler would take. */
export function soundExpression(condition: Condition | undefined): Expression | undefined {
  const expression = expressionOf(condition);
  return expression?.problems.some(({ sure }) => sure) ? undefined : expression;
}

export function readExpression(value: Value): Expression | undefined {
  if (value.parts.length === 0 || soleReference(value) !== undefined) return undefined;
  const text = value.parts.map((part) => (part.kind === "literal" ? part.text : HOLE)).join("");
  const parsed = parse(text);
  const { tree } = parsed;
  return tree && { value, text, tree, problems: believed(parsed, text) };
}

/** Only the first problem of the grammar; without any, those of names and types. */
function believed({ tree, problems, isOpen }: Parsed, text: string): readonly Problem[] {
  const [first] = problems;
  if (first !== undefined) return isOpen ? [] : [first];
  return tree === undefined ? [] : check(tree, text);
}

/** The parts of the value that stand in a range of the text. */
export function partsIn({ value }: Expression, { start, end }: Range): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const part of value.parts) {
    const length = part.kind === "literal" ? part.text.length : HOLE.length;
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length)];
    if (from < to) parts.push(part.kind === "literal" ? literal(part.text.slice(from, to)) : part);
    at += length;
  }
  return parts;
}
