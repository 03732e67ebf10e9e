import { comparisonsOf, isAttributeCall, MODIFIED_GRANTS } from "./attributes.ts";
import { constantTime, partKey } from "./decide.ts";
import { type Binary, type BinaryOp, type Call, HOLE, type Node, pathOf, stringOf } from "./tree.ts";

/** A reading for people: words, and pieces that are quoted from the expression. */
export type Words = readonly (string | { readonly code: string })[];

const NOUNS: Readonly<Record<string, string>> = {
  "resource.name": "resources whose name",
  "resource.type": "resources whose type",
  "resource.service": "resources whose service",
  "request.host": "requests whose host",
  "request.path": "requests whose path",
  "destination.ip": "connections whose address",
  "destination.port": "connections whose port",
};
const VERBS: Readonly<Record<string, string>> = {
  "==": "is",
  "!=": "is not",
  "<": "is below",
  "<=": "is at most",
  ">": "is above",
  ">=": "is at least",
  in: "is one of",
  startsWith: "starts with",
  endsWith: "ends with",
};
const OPPOSITES: Readonly<Record<string, string>> = {
  startsWith: "does not start with",
  endsWith: "does not end with",
  "==": "is not",
  "!=": "is",
  in: "is none of",
};
/** What the other side of a comparison sees. */
const MIRRORED: Readonly<Partial<Record<BinaryOp, BinaryOp>>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const TIME_VERBS: Readonly<Record<string, string>> = {
  "<": "until",
  "<=": "until",
  ">": "from",
  ">=": "from",
  "==": "at",
};
const PARTS: Readonly<Record<string, string>> = {
  getMonth: "the month (January is 0)",
  getDate: "the day of the month",
  getDayOfMonth: "the day of the month (the first is 0)",
  getDayOfWeek: "the day of the week (Sunday is 0)",
  getDayOfYear: "the day of the year (the first is 0)",
  getHours: "the hour",
  getMinutes: "the minute",
  getSeconds: "the second",
};

/** What a condition asks for, one reading for each part that has to hold. */
export const tell = (tree: Node, text: string): readonly Words[] =>
  partsOf(tree, "&&").map((part) => words(part, text));

/** The operands of a chain of one operator. */
const partsOf = (node: Node, op: "&&" | "||"): readonly Node[] =>
  node.kind === "binary" && node.op === op ? [...partsOf(node.left, op), ...partsOf(node.right, op)] : [node];

function words(node: Node, text: string): Words {
  if (node.kind === "binary" && (node.op === "&&" || node.op === "||")) {
    const parts = partsOf(node, node.op);
    const link = node.op === "&&" ? " and " : " or ";
    return parts.flatMap((part, i) => [...(i === 0 ? [] : [link]), ...nested(part, node.op, text)]);
  }
  if (node.kind === "unary" && node.op === "!") return negated(node.operand, text);
  return plain(node, text, VERBS) ?? [code(text.slice(node.start, node.end))];
}

/** An "or" in an "and", or the reverse, stands in brackets. */
const nested = (node: Node, outer: string, text: string): Words =>
  node.kind === "binary" && (node.op === "&&" || node.op === "||") && node.op !== outer
    ? ["(", ...words(node, text), ")"]
    : words(node, text);

const negated = (node: Node, text: string): Words =>
  (hasOpposite(node) ? plain(node, text, OPPOSITES) : undefined) ?? ["not: ", ...nested(node, "!", text)];

const hasOpposite = (node: Node): boolean =>
  (node.kind === "call" && ["startsWith", "endsWith"].includes(node.name)) ||
  (node.kind === "binary" && ["==", "!=", "in"].includes(node.op) && pathOf(node.left) !== "request.time");

function plain(node: Node, text: string, verbs: Readonly<Record<string, string>>): Words | undefined {
  if (node.kind === "binary") return aboutTime(node) ?? aboutLevels(node) ?? aboutValue(node, text, verbs);
  return node.kind === "call" ? (aboutText(node, verbs) ?? aboutTags(node) ?? aboutGrants(node)) : undefined;
}

/** `< b` with the attribute on the left. */
function turned({ op, left, right }: Binary, isSubject: (node: Node) => boolean) {
  if (isSubject(left)) return { op, subject: left, object: right };
  return isSubject(right) && op !== "in" ? { op: MIRRORED[op] ?? op, subject: right, object: left } : undefined;
}

function aboutTime(node: Binary): Words | undefined {
  const found = turned(node, (side) => pathOf(side) === "request.time");
  const time = found && constantTime(found.object);
  const verb = found && TIME_VERBS[found.op];
  return time === undefined || verb === undefined ? undefined : [`${verb} ${dateText(time)}`];
}

function dateText(time: number): string {
  const iso = new Date(time).toISOString();
  const clock = iso.slice(11, 19);
  return `${iso.slice(0, 10)}${clock === "00:00:00" ? "" : ` ${clock.replace(/:00$/, "")}`} UTC`;
}

function aboutLevels({ op, left, right }: Binary): Words | undefined {
  if (op !== "in" || pathOf(right) !== "request.auth.access_levels") return undefined;
  const level = stringOf(left);
  return level === undefined ? undefined : ["only with access level ", code(level)];
}

function aboutValue(node: Binary, text: string, verbs: Readonly<Record<string, string>>): Words | undefined {
  const found = turned(node, (side) => pathOf(side) !== undefined || partKey(side) !== undefined);
  const verb = found && verbs[found.op];
  const noun = found && nounOf(found.subject);
  if (verb === undefined || noun === undefined || found === undefined) return undefined;
  const { object } = found;
  const items = object.kind === "list" ? object.items : [object];
  const texts = items.map((item) => code(item.kind === "literal" ? item.value : text.slice(item.start, item.end)));
  return [`${noun} ${verb} `, ...texts.flatMap((one, i) => (i === 0 ? [one] : [", ", one]))];
}

function nounOf(node: Node): string | undefined {
  const noun = NOUNS[pathOf(node) ?? ""];
  if (noun !== undefined) return `only ${noun}`;
  const part = node.kind === "call" && partKey(node) !== undefined ? PARTS[node.name] : undefined;
  const zone = node.kind === "call" ? stringOf(node.args[0]) : undefined;
  return part === undefined ? undefined : `when ${part} in ${zone ?? "UTC"}`;
}

function aboutText(node: Call, verbs: Readonly<Record<string, string>>): Words | undefined {
  const [comparison] = Object.keys(NOUNS).flatMap((attribute) => comparisonsOf(node, attribute));
  const verb = comparison && verbs[comparison.how];
  if (comparison === undefined || verb === undefined || comparison.literal !== node.args[0]) return undefined;
  return [`only ${NOUNS[comparison.attribute]} ${verb} `, code(comparison.literal.value)];
}

function aboutTags({ name, target, args }: Call): Words | undefined {
  const [key, value] = args.map(stringOf);
  if (target === undefined || pathOf(target) !== "resource" || key === undefined) return undefined;
  if (name === "hasTagKey" || name === "hasTagKeyId") return ["only resources with the tag ", code(key)];
  if ((name !== "matchTag" && name !== "matchTagId") || value === undefined) return undefined;
  return ["only resources with the tag ", code(key), " = ", code(value)];
}

function aboutGrants({ name, target, args: [list] }: Call): Words | undefined {
  if (name !== "hasOnly" || !isAttributeCall(target, MODIFIED_GRANTS) || list?.kind !== "list") return undefined;
  const roles = list.items.map(stringOf).filter((role) => role !== undefined);
  if (roles.length !== list.items.length) return undefined;
  return ["only to grant or revoke ", ...roles.flatMap((role, i) => (i === 0 ? [code(role)] : [", ", code(role)]))];
}

const code = (text: string) => ({ code: text.replaceAll(HOLE, "…") });
