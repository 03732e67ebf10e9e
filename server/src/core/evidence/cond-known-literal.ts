import type { Comparison } from "../conditions/attributes.ts";
import type { Expression } from "../conditions/expression.ts";
import type { Finding } from "../model/finding.ts";
import { isOneEditApart } from "../text/one-edit.ts";
import { placeIn, repairFixes } from "./cond-place.ts";

/** Whether an attribute that has a closed list of values can compare as it is written. */
function isPossible({ how, literal }: Comparison, values: readonly string[]): boolean {
  const { value } = literal;
  if (how === "startsWith") return values.some((known) => known.startsWith(value));
  if (how === "endsWith") return values.some((known) => known.endsWith(value));
  return values.includes(value);
}

/** A comparison with a text that the attribute never has; with the value that was meant, where one is near. */
export function unknownLiteral(
  expression: Expression,
  comparison: Comparison,
  values: readonly string[],
  meantBy: (text: string) => string | undefined,
): Finding | undefined {
  const { attribute, how, literal } = comparison;
  if (literal.partial || isPossible(comparison, values)) return undefined;
  const isWhole = how !== "startsWith" && how !== "endsWith";
  const meant = isWhole ? (nearest(literal.value, values) ?? meantBy(literal.value)) : undefined;
  const effect = how === "!=" ? "always true" : "never true";
  const advice = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
  const { start, end } = literal;
  const quote = /^['"]/.exec(expression.text.slice(start, end))?.[0] ?? '"';
  const edits = [{ start, end, text: `${quote}${meant}${quote}` }];
  return {
    span: placeIn(expression, literal),
    message: `\`${attribute}\` has no value \`${literal.value}\` in conditions, so this is ${effect}.${advice}`,
    fixes: meant === undefined ? [] : repairFixes(expression, { title: `Replace with \`${meant}\``, edits }, "unsafe"),
  };
}

function nearest(text: string, values: readonly string[]): string | undefined {
  const folded = text.toLowerCase();
  const near = values.filter((known) => known.toLowerCase() === folded);
  const found = near.length > 0 ? near : values.filter((known) => isOneEditApart(known.toLowerCase(), folded));
  return found.length === 1 ? found[0] : undefined;
}
