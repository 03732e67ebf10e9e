import { readExpression } from "../../core/conditions/expression.ts";
import { tell } from "../../core/conditions/tell.ts";
import type { Value } from "../../core/model/value.ts";
import { type Description, describe, list, paragraph } from "./description.ts";

/** What a condition asks for, in plain words; `undefined` for one that does not compile or is not known. */
export function describeCondition(value: Value): Description | undefined {
  const expression = readExpression(value);
  if (expression === undefined || expression.problems.some(({ sure }) => sure)) return undefined;
  const parts = tell(expression.tree, expression.text);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return describe([paragraph("Applies ", ...only)]);
  return describe([paragraph("Applies where all of this holds:"), list(parts)]);
}
