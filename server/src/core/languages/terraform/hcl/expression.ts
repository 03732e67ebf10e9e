import { readCall, readList, readObject } from "./collection.ts";
import { readOperators } from "./operators.ts";
import { CHAR, isDigit, type Scanner, startsName } from "./scanner.ts";
import { readHeredoc, readQuoted } from "./template.ts";
import type { Expression, Step } from "./tree.ts";

/** Reads an expression; where none stands, gives a `missing` one. Stops in front of what it cannot read. */
export const readExpression = (scan: Scanner): Expression =>
  scan.nested(
    (inner) => readOperators(inner, readOperand, readExpression),
    (deep) => deep.missing(),
  );

function readOperand(scan: Scanner): Expression {
  const before = scan.at;
  let code = scan.blanks();
  const start = scan.at;
  let signs = "";
  while (code === CHAR.bang || code === CHAR.minus) {
    signs += String.fromCharCode(code);
    scan.at++;
    code = scan.blanks();
  }
  const operand = readSteps(scan, readPrimary(scan, code, before));
  if (signs === "") return operand;
  const range = { start, end: operand.end, operands: [operand] };
  return signs === "!"
    ? { kind: "operation", operator: "!", ...range }
    : { kind: "compound", ...range, operators: [signs] };
}

function readPrimary(scan: Scanner, code: number, before: number): Expression {
  if (code === CHAR.quote) return readQuoted(scan, readExpression);
  if (code === CHAR.openBracket) return readList(scan, readExpression);
  if (code === CHAR.openBrace) return readObject(scan, readExpression);
  if (code === CHAR.open) return readParenthesis(scan);
  if (isDigit(code)) return readNumber(scan);
  if (code === CHAR.less && scan.code(scan.at + 1) === CHAR.less) return readHeredoc(scan, readExpression);
  if (startsName(code) && (scan.lineEnds || !(scan.atHeader() || scan.atAttribute()))) return readWord(scan);
  return scan.missing(before);
}

function readParenthesis(scan: Scanner): Expression {
  const start = scan.at++;
  return scan.bracketed(false, () => {
    const inner = readExpression(scan);
    scan.expect(CHAR.close);
    return { kind: "parenthesis", start, end: scan.at, inner };
  });
}

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(scan: Scanner): Expression {
  const start = scan.at;
  NUMBER.lastIndex = start;
  scan.at += NUMBER.exec(scan.text)?.[0].length ?? 1;
  return { kind: "scalar", start, end: scan.at };
}

function readWord(scan: Scanner): Expression {
  const start = scan.at;
  let name = scan.name() ?? "";
  while (scan.code() === CHAR.colon && scan.code(scan.at + 1) === CHAR.colon) {
    scan.at += 2;
    name += `::${scan.name() ?? ""}`;
  }
  const end = scan.at;
  let next = scan.code();
  while (next === CHAR.space || next === CHAR.tab) next = scan.code(++scan.at);
  if (next === CHAR.open) return readCall(scan, start, name, readExpression);
  scan.at = end;
  if (name === "true" || name === "false" || name === "null") return { kind: "scalar", start, end };
  return { kind: "name", start, end, name };
}

/** Reads the steps of a traversal behind its root. */
function readSteps(scan: Scanner, root: Expression): Expression {
  const first = readStep(scan);
  if (first === undefined) return root;
  const steps = [first];
  for (let step = readStep(scan); step !== undefined; step = readStep(scan)) steps.push(step);
  return { kind: "traversal", start: root.start, end: scan.at, root, steps };
}

function readStep(scan: Scanner): Step | undefined {
  const before = scan.at;
  let code = scan.code();
  if (!scan.lineEnds && code !== CHAR.dot && code !== CHAR.openBracket && scan.blanks() === CHAR.dot) code = CHAR.dot;
  else scan.at = before;
  if (code === CHAR.openBracket) return readIndexStep(scan);
  const step = code === CHAR.dot ? readDotStep(scan) : undefined;
  if (step === undefined) scan.at = before;
  return step;
}

/** `.name`, `.0`, `.*`; a dot with nothing behind it gives an empty name, `...` no step. */
function readDotStep(scan: Scanner): Step | undefined {
  const start = scan.at;
  const next = scan.code(start + 1);
  if (next === CHAR.dot) return undefined;
  scan.at++;
  if (next === CHAR.star) {
    scan.at++;
    return { kind: "splat", start, end: scan.at, isOfAttributes: true };
  }
  if (isDigit(next)) {
    const key = readDigits(scan);
    return { kind: "index", start, end: scan.at, key };
  }
  const name = scan.name();
  if (name === undefined) scan.problem("expected an attribute name");
  return { kind: "attribute", start: start + 1, end: scan.at, name: name ?? "" };
}

function readDigits(scan: Scanner): Expression {
  const start = scan.at;
  while (isDigit(scan.code())) scan.at++;
  return { kind: "scalar", start, end: scan.at };
}

function readIndexStep(scan: Scanner): Step {
  const start = scan.at++;
  return scan.bracketed(false, () => {
    if (scan.blanks() === CHAR.star && /^\*\s*\]/.test(scan.text.slice(scan.at, scan.at + 20))) {
      scan.at++;
      scan.expect(CHAR.closeBracket);
      return { kind: "splat", start, end: scan.at };
    }
    const key = readExpression(scan);
    scan.expect(CHAR.closeBracket);
    return { kind: "index", start, end: scan.at, key };
  });
}
