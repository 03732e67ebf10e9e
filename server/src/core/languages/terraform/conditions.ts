import { numberOf } from "./arithmetic.ts";
import type { Env } from "./env.ts";
import { ABSENT, type Definite, type Folded, isUnknown, knownText, optionsOf } from "./folded.ts";
import type { Expression, Operation } from "./hcl/tree.ts";

type Fold = (expression: Expression, env: Env) => Folded;

/** Whether a condition holds; `undefined` when that is not known. A default, which a caller may override, decides nothing but paths. */
export function truthOf(expression: Expression, env: Env, fold: Fold): boolean | undefined {
  if (expression.kind === "parenthesis") return truthOf(expression.inner, env, fold);
  if (expression.kind === "operation") return truthOfOperation(expression, env, fold);
  const text = knownText(fold(expression, { ...env, defaults: env.isPath === true }));
  return text === "true" ? true : text === "false" ? false : undefined;
}

function truthOfOperation({ operator, operands }: Operation, env: Env, fold: Fold): boolean | undefined {
  if (operator === "&&" || operator === "||") return connected(operator === "||", operands, env, fold);
  const [left, right] = operands;
  if (left === undefined) return undefined;
  if (operator === "!") {
    const truth = truthOf(left, env, fold);
    return truth === undefined ? undefined : !truth;
  }
  if (right === undefined) return undefined;
  const a = fold(left, { ...env, defaults: env.isPath === true });
  const b = fold(right, { ...env, defaults: env.isPath === true });
  if (operator === "==") return equal(a, b);
  if (operator !== "!=") return compared(operator, a, b);
  const same = equal(a, b);
  return same === undefined ? undefined : !same;
}

/** One operand that is `decisive` settles the result; otherwise all have to be known. */
function connected(decisive: boolean, operands: readonly Expression[], env: Env, fold: Fold): boolean | undefined {
  let isKnown = true;
  for (const operand of operands) {
    const truth = truthOf(operand, env, fold);
    if (truth === decisive) return decisive;
    isKnown &&= truth !== undefined;
  }
  return isKnown ? !decisive : undefined;
}

/** Whether two values are the same; of several ways to be, all have to agree. */
function equal(a: Folded, b: Folded): boolean | undefined {
  if (a === ABSENT || b === ABSENT) return undefined;
  const [first, ...others] = optionsOf(a).flatMap((left) => optionsOf(b).map((right) => equalOptions(left, right)));
  return others.every((one) => one === first) ? first : undefined;
}

function equalOptions(a: Definite, b: Definite): boolean | undefined {
  if (isUnknown(a) || isUnknown(b)) return undefined;
  if (a.kind === "null" || b.kind === "null") return a.kind === b.kind;
  const [left, right] = [knownText(a), knownText(b)];
  if (left !== undefined && right !== undefined) return left === right;
  const [first, second] = [sizeIfSure(a), sizeIfSure(b)];
  return a.kind === b.kind && first !== undefined && second !== undefined && first !== second ? false : undefined;
}

function sizeIfSure(folded: Folded): number | undefined {
  if (folded.kind === "sequence" && folded.complete) return folded.items.length;
  return folded.kind === "mapping" && folded.complete ? folded.entries.length : undefined;
}

function compared(operator: string, a: Folded, b: Folded): boolean | undefined {
  const left = numberOf(a);
  const right = numberOf(b);
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    default:
      return left >= right;
  }
}
