import { instantOf } from "./instant.ts";
import { type Binary, type Call, type Node, nodesIn, pathOf, stringOf } from "./tree.ts";
import { TIME_RANGES } from "./vocabulary.ts";

/** What is supposed: when the request comes, or what a part of the time is (by `partKey`). */
export interface Supposed {
  /** Milliseconds since 1970. */
  readonly time?: number;
  readonly part?: { readonly key: string; readonly value: number };
}

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

function durationOf(text: string): number | undefined {
  if (!/^-?(?:\d+(?:\.\d+)?[hms])+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, count, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)([hms])/g))
    sum += Number(count) * (SECONDS[unit] ?? 0);
  return (text.startsWith("-") ? -sum : sum) * 1000;
}

function calledNumber({ target, name, args }: Call): number | undefined {
  const text = stringOf(args[0]);
  if (target !== undefined || text === undefined) return undefined;
  if (name === "timestamp") return instantOf(text);
  if (name === "duration") return durationOf(text);
  return name === "date" ? instantOf(`${text}T00:00:00Z`) : undefined;
}

/** A constant time of an expression. */
export const constantTime = (node: Node): number | undefined =>
  node.kind === "call" && node.name !== "duration" ? calledNumber(node) : undefined;

/** `request.time.getHours("Europe/Berlin")`, without blanks; `undefined` of what is no part of the time in a range. */
export function partKey(node: Node): string | undefined {
  if (node.kind !== "call" || node.target === undefined || !Object.hasOwn(TIME_RANGES, node.name)) return undefined;
  const zone = stringOf(node.args[0]);
  if (pathOf(node.target) !== "request.time" || (node.args.length > 0 && zone === undefined)) return undefined;
  return `${node.name}(${zone ?? ""})`;
}

function numberOf(node: Node, supposed: Supposed): number | undefined {
  if (node.kind === "literal") return node.type === "int" ? Number.parseInt(node.value, 10) : undefined;
  if (node.kind === "call") {
    const { part } = supposed;
    return part !== undefined && partKey(node) === part.key ? part.value : calledNumber(node);
  }
  if (node.kind === "binary" && (node.op === "+" || node.op === "-")) {
    const [left, right] = [numberOf(node.left, supposed), numberOf(node.right, supposed)];
    if (left === undefined || right === undefined) return undefined;
    return node.op === "+" ? left + right : left - right;
  }
  return pathOf(node) === "request.time" ? supposed.time : undefined;
}

/** Whether a part of a condition is true under what is supposed; `undefined` when that is not known. */
export function decide(node: Node, supposed: Supposed): boolean | undefined {
  switch (node.kind) {
    case "literal":
      return node.type === "bool" ? node.value === "true" : undefined;
    case "unary": {
      const inner = node.op === "!" ? decide(node.operand, supposed) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case "binary":
      return decideBinary(node, supposed);
    case "ternary": {
      const condition = decide(node.condition, supposed);
      if (condition !== undefined) return decide(condition ? node.yes : node.no, supposed);
      const [yes, no] = [decide(node.yes, supposed), decide(node.no, supposed)];
      return yes === no ? yes : undefined;
    }
    default:
      return undefined;
  }
}

function decideBinary(node: Binary, supposed: Supposed): boolean | undefined {
  const { op, left, right } = node;
  if (op === "&&" || op === "||") {
    const [a, b] = [decide(left, supposed), decide(right, supposed)];
    const decisive = op === "||";
    if (a === decisive || b === decisive) return decisive;
    return a === undefined || b === undefined ? undefined : !decisive;
  }
  if (op === "in" && right.kind === "list") return decideIn(left, right.items, supposed);
  const [a, b] = [numberOf(left, supposed), numberOf(right, supposed)];
  return a === undefined || b === undefined ? undefined : compare(op, a, b);
}

function decideIn(left: Node, items: readonly Node[], supposed: Supposed): boolean | undefined {
  const wanted = numberOf(left, supposed);
  const numbers = items.map((item) => numberOf(item, supposed));
  if (wanted === undefined) return undefined;
  return numbers.includes(wanted) ? true : numbers.includes(undefined) ? undefined : false;
}

function compare(op: Binary["op"], a: number, b: number): boolean | undefined {
  switch (op) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      return undefined;
  }
}

/** More constant times are not looked at. */
const MOST_TIMES = 60;

/** Times between which the truth of a condition cannot change: around every constant time in it. */
export function tellingTimes(tree: Node): readonly number[] {
  const times = new Set<number>();
  for (const node of nodesIn(tree)) {
    const time = sumTime(node) ?? constantTime(node);
    if (time !== undefined && times.size < MOST_TIMES) times.add(time);
  }
  return [...times].flatMap((time) => [time - 1, time, time + 1]).sort((a, b) => a - b);
}

const sumTime = (node: Node): number | undefined =>
  node.kind === "binary" && (node.op === "+" || node.op === "-") ? numberOf(node, {}) : undefined;
