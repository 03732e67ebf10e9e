import { decide, partKey, tellingTimes } from "./decide.ts";
import { type Binary, type Call, isComparison, type Node, nodesIn, stringOf } from "./tree.ts";
import { TIME_RANGES } from "./vocabulary.ts";

/** A part of a condition that is the same at all times. */
export interface Constant {
  readonly node: Node;
  readonly is: boolean;
}

const isPart = (node: Node): node is Call => node.kind === "call" && partKey(node) !== undefined;

const truths = (node: Node, key: string, [least, most]: readonly [number, number]): readonly (boolean | undefined)[] =>
  Array.from({ length: most - least + 1 }, (_, i) => decide(node, { part: { key, value: least + i } }));

/** The one value that all of them have. */
function only(values: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

/** Comparisons and combinations of them that are true or false whatever the time is; the innermost ones. */
export function constantsIn(tree: Node): readonly Constant[] {
  const found: Constant[] = [];
  visit(tree, found);
  return found;
}

function visit(node: Node, found: Constant[]): void {
  const before = found.length;
  if (node.kind === "binary") {
    visit(node.left, found);
    visit(node.right, found);
  } else if (node.kind === "unary") visit(node.operand, found);
  if (found.length > before || node.kind !== "binary") return;
  const is = constantOf(node);
  if (is !== undefined) found.push({ node, is });
}

function constantOf(node: Binary): boolean | undefined {
  if (isComparison(node.op) && (isPart(node.left) === isPart(node.right) || node.op === "!=")) return undefined;
  if (!isComparison(node.op) && !["&&", "||", "in"].includes(node.op)) return undefined;
  const parts = new Map([...nodesIn(node)].filter(isPart).map((call) => [partKey(call) ?? "", call.name]));
  for (const [key, name] of parts) {
    const range = TIME_RANGES[name];
    const is = range && only(truths(node, key, range));
    if (is !== undefined) return is;
  }
  const times = isComparison(node.op) ? [] : tellingTimes(node);
  return times.length === 0 ? undefined : only(times.map((time) => decide(node, { time })));
}

/** Time zones of the expression that do not exist. */
export function unknownZones(tree: Node): readonly Node[] {
  const calls = [...nodesIn(tree)].filter(
    (node): node is Call => node.kind === "call" && Object.hasOwn(TIME_RANGES, node.name),
  );
  return calls.flatMap(({ args: [zone] }) => {
    const name = stringOf(zone);
    return zone === undefined || name === undefined || isZone(name) ? [] : [zone];
  });
}

/** A name of the IANA database, or a distance to UTC. */
function isZone(name: string): boolean {
  if (/^[+-]?\d\d:\d\d$/.test(name)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
