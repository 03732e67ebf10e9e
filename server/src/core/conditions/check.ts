import { isOneEditApart } from "../text/one-edit.ts";
import { isRfc3339, timeRepair } from "./instant.ts";
import type { Problem } from "./problem.ts";
import {
  type Binary,
  type Call,
  HOLE,
  isComparison,
  type Member,
  type Name,
  type Node,
  nodesIn,
  pathOf,
  stringOf,
} from "./tree.ts";
import { functionOf, typeOf } from "./types.ts";
import {
  ATTRIBUTES,
  BINDERS,
  FUNCTIONS,
  METHODS,
  OBJECT_FUNCTIONS,
  OTHER_OBJECTS,
  REFUSED,
  type Type,
  UNDOCUMENTED,
} from "./vocabulary.ts";

/** What a compiler would refuse in a tree that was read without problems: names, functions, types. */
export function check(tree: Node, text: string): readonly Problem[] {
  const nodes = [...nodesIn(tree)];
  const binds = nodes.some((node) => node.kind === "call" && BINDERS.has(node.name));
  const objects = new Set(nodes.flatMap((node) => (node.kind === "member" ? [node.object] : [])));
  const bare = nodes.flatMap((node) => (node.kind === "binary" ? (unquotedIn(node, text) ?? []) : []));
  if (bare.length > 0) return bare;
  const problems = nodes.flatMap((node) => [...problemsOf(node, binds, objects)]);
  return [...problems, ...wantBool(tree, "A condition")];
}

function* problemsOf(node: Node, binds: boolean, objects: ReadonlySet<Node>): Generator<Problem> {
  if (node.kind === "name" && !binds) yield* nameProblems(node, objects.has(node));
  else if (node.kind === "member") yield* memberProblems(node);
  else if (node.kind === "call") yield* callProblems(node);
  else if (node.kind === "unary" && node.op === "!") yield* wantBool(node.operand, "`!`");
  else if (node.kind === "binary" && (node.op === "&&" || node.op === "||")) {
    yield* wantBool(node.left, `\`${node.op}\``);
    yield* wantBool(node.right, `\`${node.op}\``);
  } else if (node.kind === "binary") yield* comparisonProblems(node);
}

const articled = (type: Type): string =>
  ({ string: "a text", int: "a number", double: "a number", bool: "true or false", null: "null" })[type as string] ??
  `a ${type}`;

function* wantBool(node: Node, what: string): Generator<Problem> {
  const type = typeOf(node);
  if (type === "any" || type === "bool") return;
  const { start, end } = node;
  yield {
    start,
    end,
    sure: true,
    message: `${what} needs something that is true or false, and this is ${articled(type)}.`,
  };
}

/** The only name that is spelt almost so. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const folded = names.filter((known) => known.toLowerCase() === name.toLowerCase());
  if (folded.length > 0) return folded[0];
  const near = name.length < 4 ? [] : names.filter((known) => isOneEditApart(known.toLowerCase(), name.toLowerCase()));
  return near.length === 1 ? near[0] : undefined;
}

const respelt = (start: number, end: number, meant: string): Problem["repair"] => ({
  title: `Replace with \`${meant}\``,
  edits: [{ start, end, text: meant }],
});

/** A name that is not known: surely wrong where another was meant. */
function unknownName(
  name: string,
  { start, end }: Pick<Name, "start" | "end">,
  names: readonly string[],
  what: string,
) {
  const meant = nearest(name, names);
  if (meant === undefined) return { start, end, sure: false, message: `\`${name}\` is ${what}.` };
  const message = `\`${name}\` is ${what}; did you mean \`${meant}\`?`;
  return { start, end, sure: true, message, repair: respelt(start, end, meant) };
}

function* nameProblems(node: Name, isObject: boolean): Generator<Problem> {
  const { name } = node;
  if (Object.hasOwn(ATTRIBUTES, name) || OTHER_OBJECTS.has(name)) return;
  const names = isObject ? [...Object.keys(ATTRIBUTES), ...OTHER_OBJECTS] : ["true", "false", "null"];
  yield unknownName(
    name,
    node,
    names,
    isObject ? "nothing that conditions know" : "neither a text in quotes nor an attribute",
  );
}

function* memberProblems({ object, name, at }: Member): Generator<Problem> {
  const path = pathOf(object);
  const known = path !== undefined && Object.hasOwn(ATTRIBUTES, path) ? ATTRIBUTES[path] : undefined;
  if (path === undefined || known === undefined || Object.hasOwn(known, name)) return;
  const methods = Object.keys(OBJECT_FUNCTIONS[path] ?? {});
  if (methods.includes(name)) {
    yield {
      ...at,
      start: at.start,
      end: at.end,
      sure: true,
      message: `\`${name}\` is a function and needs its arguments.`,
    };
    return;
  }
  yield unknownName(name, at, Object.keys(known), `no attribute of \`${path}\` that conditions of role bindings know`);
}

function* callProblems(call: Call): Generator<Problem> {
  const known = functionOf(call);
  if (known === undefined) {
    yield* unknownFunction(call);
    return;
  }
  const { args, at, name } = call;
  const hasHole = args.some(({ kind }) => kind === "hole");
  if (!hasHole && (args.length > known.args.length || args.length < (known.least ?? known.args.length))) {
    const wanted = known.args.length === 1 ? "one argument" : `${known.args.length} arguments`;
    yield { start: at.start, end: at.end, sure: true, message: `\`${name}\` takes ${wanted}, and has ${args.length}.` };
    return;
  }
  for (const [i, arg] of args.entries()) yield* argumentProblems(arg, known.args[i] ?? "any", name);
  if (name === "timestamp" && call.target === undefined) yield* timeProblems(args[0]);
}

function* argumentProblems(arg: Node, wanted: Type, name: string): Generator<Problem> {
  const type = typeOf(arg);
  if (wanted === "any" || type === "any" || type === wanted) return;
  const { start, end } = arg;
  yield { start, end, sure: true, message: `\`${name}\` takes ${articled(wanted)}, and this is ${articled(type)}.` };
}

function* timeProblems(arg: Node | undefined): Generator<Problem> {
  const written = stringOf(arg);
  if (arg === undefined || written === undefined || isRfc3339(written)) return;
  const meant = timeRepair(written);
  const message = `\`${written}\` is no date and time of RFC 3339 (\`2030-01-01T00:00:00Z\`), so the condition is never true.`;
  const { start, end } = arg;
  const repair = meant === undefined ? undefined : respelt(start + 1, end - 1, meant);
  yield { start, end, sure: true, message, ...(repair && { repair }) };
}

function* unknownFunction({ target, name, at }: Call): Generator<Problem> {
  if (target === undefined) {
    const meant = nearest(name, Object.keys(FUNCTIONS));
    if (meant !== undefined) yield unknownName(name, at, [meant], "no function of conditions");
    else if (name === "now")
      yield { ...placed(at), sure: true, message: "`now` is no function of conditions; the time is `request.time`." };
    return;
  }
  const path = pathOf(target);
  const names = Object.keys((path === undefined ? undefined : OBJECT_FUNCTIONS[path]) ?? METHODS[typeOf(target)] ?? {});
  const meant = nearest(name, names);
  if (meant !== undefined) yield unknownName(name, at, [meant], "no function of conditions");
  else if (typeOf(target) === "string" && (REFUSED.has(name) || UNDOCUMENTED.has(name))) {
    const message = `\`${name}\` is not among the functions that conditions of role bindings have: \`startsWith\`, \`endsWith\`, \`extract\`.`;
    yield { ...placed(at), sure: REFUSED.has(name), message };
  }
}

const placed = ({ start, end }: { start: number; end: number }) => ({ start, end });

function* comparisonProblems(node: Binary): Generator<Problem> {
  const { left, right, op, at } = node;
  const [a, b] = [typeOf(left), typeOf(right)];
  if (op === "in") {
    if (b !== "any" && b !== "list" && b !== "map")
      yield { ...placed(at), sure: true, message: `\`in\` looks in a list, and this is ${articled(b)}.` };
    return;
  }
  if (!isComparison(op) || a === b || [a, b].some((type) => type === "any" || type === "null")) return;
  if ([a, b].every((type) => type === "int" || type === "double")) return;
  const time = timeWithText(node, a, b);
  const message = `This compares ${articled(a)} with ${articled(b)}.`;
  yield time ?? { start: node.start, end: node.end, sure: true, message };
}

/** A time compared with a text that `timestamp` should make a time. */
function timeWithText({ left, right }: Binary, a: Type, b: Type): Problem | undefined {
  const other = a === "timestamp" && b === "string" ? right : b === "timestamp" && a === "string" ? left : undefined;
  const written = stringOf(other);
  if (other === undefined || other.kind !== "literal") return undefined;
  const { start, end } = other;
  const message = "A time cannot be compared with a text; `timestamp(…)` makes a time of it.";
  const meant = written === undefined || isRfc3339(written) ? undefined : timeRepair(written);
  const edits = [
    { start, end: start, text: "timestamp(" },
    ...(meant === undefined ? [] : [{ start: start + 1, end: end - 1, text: meant }]),
    { start: end, end, text: ")" },
  ];
  return { start, end, sure: true, message, repair: { title: "Put `timestamp(…)` around it", edits } };
}

const BARE_NAME = /^[a-z][\w-]*\.googleapis\.com(?:\/\w+)?$|^[\w.-]+(?:\/[\w.-]+)+$/;

/** A service, type or name without quotes beside an attribute that is a text. */
function unquotedIn({ op, left, right }: Binary, text: string): Problem | undefined {
  if (op !== "==" && op !== "!=") return undefined;
  const [side] = typeOf(left) === "string" ? [right] : typeOf(right) === "string" ? [left] : [];
  if (side === undefined || (side.kind !== "member" && side.kind !== "binary")) return undefined;
  const { start, end } = side;
  const written = text.slice(start, end);
  if (written.includes(HOLE) || !BARE_NAME.test(written)) return undefined;
  const message = `\`${written}\` is a text and needs quotes.`;
  const repair = { title: "Put it in quotes", edits: [{ start, end, text: `"${written}"` }] };
  return { start, end, sure: true, message, repair };
}
