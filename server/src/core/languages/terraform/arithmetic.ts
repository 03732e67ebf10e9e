import type { Env } from "./env.ts";
import { type Folded, knownText } from "./folded.ts";
import type { Compound, Expression } from "./hcl/tree.ts";

type Fold = (expression: Expression, env: Env) => Folded;

/** The number that a value is; `undefined` for anything else. */
export function numberOf(folded: Folded | undefined): number | undefined {
  const text = knownText(folded);
  const number = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isNaN(number) ? undefined : number;
}

/** What arithmetic comes to, of which all numbers are known; a default, which a caller may override, is none. */
export function calculated({ operands, operators }: Compound, env: Env, fold: Fold): number | undefined {
  const numbers: number[] = [];
  for (const operand of operands) {
    const number = numberOf(fold(operand, { ...env, defaults: env.isPath === true }));
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  const [first] = numbers;
  if (numbers.length === 1) return operators[0] === "-" && first !== undefined ? -first : undefined;
  const result = sumOf(numbers, operators);
  return result !== undefined && Number.isFinite(result) ? result : undefined;
}

/** A row of numbers in which `*`, `/` and `%` bind tighter than `+` and `-`. */
function sumOf([first = 0, ...rest]: readonly number[], operators: readonly string[]): number | undefined {
  let sum = 0;
  let term = first;
  for (const [i, number] of rest.entries()) {
    switch (operators[i]) {
      case "*":
        term *= number;
        break;
      case "/":
        term /= number;
        break;
      case "%":
        term %= number;
        break;
      case "+":
      case "-":
        sum += term;
        term = operators[i] === "+" ? number : -number;
        break;
      default:
        return undefined;
    }
  }
  return sum + term;
}
