import { CHAR, type ReadExpression, type Scanner } from "./scanner.ts";
import type { Expression, Operator } from "./tree.ts";

/** Operators by how tightly they bind, the loosest first; arithmetic binds tighter than all and stays one row. */
const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(["||"]),
  new Set(["&&"]),
  new Set(["==", "!="]),
  new Set(["<", ">", "<=", ">="]),
];

/** Reads operands with the operators between them, and the branches of a conditional. */
export function readOperators(scan: Scanner, readOperand: ReadExpression, read: ReadExpression): Expression {
  const operands = [readOperand(scan)];
  const operators: string[] = [];
  for (let width = operatorWidth(scan); width > 0; width = operatorWidth(scan)) {
    const operator = scan.text.slice(scan.at, scan.at + width);
    scan.at += width;
    if (operator === "?") return readBranches(scan, group(operands, operators, 0), read);
    operators.push(operator);
    operands.push(readOperand(scan));
  }
  return group(operands, operators, 0);
}

function readBranches(scan: Scanner, condition: Expression, read: ReadExpression): Expression {
  const yes = read(scan);
  scan.expect(CHAR.colon);
  const no = read(scan);
  return { kind: "conditional", start: condition.start, end: no.end, condition, yes, no };
}

/** Puts a row of operands together by precedence; equals of one level stay side by side, so that no chain is deep. */
function group(operands: readonly Expression[], operators: readonly string[], level: number): Expression {
  const [first] = operands;
  const last = operands.at(-1);
  if (first === undefined || last === undefined) return { kind: "missing", start: 0, end: 0 };
  if (operands.length === 1) return first;
  const range = { start: first.start, end: last.end };
  const splitting = LEVELS[level];
  if (splitting === undefined) return { kind: "compound", ...range, operands, operators };
  const groups: Expression[] = [];
  const between: string[] = [];
  let from = 0;
  for (let i = 0; i <= operators.length; i++) {
    const operator = operators[i];
    if (operator !== undefined && !splitting.has(operator)) continue;
    groups.push(group(operands.slice(from, i + 1), operators.slice(from, i), level + 1));
    if (operator !== undefined) between.push(operator);
    from = i + 1;
  }
  if (groups.length === 1) return groups[0] ?? first;
  const isChain = level > 1 && groups.length > 2;
  if (isChain) return { kind: "compound", ...range, operands: groups, operators: between };
  return { kind: "operation", ...range, operator: between[0] as Operator, operands: groups };
}

/** Length of the binary operator, or the `?`, behind the blanks here; 0 when there is none. */
function operatorWidth(scan: Scanner): number {
  const code = scan.blanks();
  const next = scan.code(scan.at + 1);
  switch (code) {
    case 124:
    case 38:
      return next === code ? 2 : 0;
    case CHAR.equals:
    case CHAR.bang:
      return next === CHAR.equals ? 2 : 0;
    case CHAR.less:
      return next === CHAR.less ? 0 : next === CHAR.equals ? 2 : 1;
    case CHAR.greater:
      return next === CHAR.equals ? 2 : 1;
    case CHAR.percent:
      return next === CHAR.openBrace ? 0 : 1;
    case 43:
    case CHAR.minus:
    case CHAR.star:
    case CHAR.slash:
    case CHAR.question:
      return 1;
    default:
      return 0;
  }
}
