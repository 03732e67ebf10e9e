import { literal, type Part, type Reference } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import type { Source } from "../language.ts";
import { type Entry, type Folded, knownText, mapTexts, select, sizeOf, type Text } from "./folded.ts";
import { callFunction, joinLiterals } from "./functions.ts";
import { decodeText } from "./hcl/literal.ts";
import type { Expression, ObjectItem, Range, Step, Template, Traversal } from "./hcl/tree.ts";
import type { Located, Module } from "./module.ts";
import { targetOf } from "./target.ts";

/** How many texts one extraction may make: above it, all further expressions are unknown. */
const MOST_TEXTS = 400_000;
/** How many locals and defaults may lead to one another. */
const LONGEST_CHAIN = 4;

/** What an iterator (`each`, `count`, or the one of a dynamic block) stands for; the key of `count` is its index. */
export interface Iteration {
  readonly key: Folded | undefined;
  readonly value: Folded | undefined;
}

/** What the expressions of a place can see. */
export interface Env {
  readonly module: Module;
  readonly source: Source;
  readonly iterators: ReadonlyMap<string, Iteration>;
  /** Whether a variable's default is followed; a caller may override it. */
  readonly defaults: boolean;
  readonly chain: number;
  readonly budget: { left: number };
  /** What locals and defaults were followed to; by chain length and whether defaults count. */
  readonly followed: Map<Expression, Map<string, Folded | undefined>>;
}

export const envOf = (module: Module, source: Source): Env => ({
  module,
  source,
  iterators: new Map(),
  defaults: false,
  chain: 0,
  budget: { left: MOST_TEXTS },
  followed: new Map(),
});

export const spanOf = ({ source }: Env, { start, end }: Range): Span => ({ uri: source.uri, start, end });

/** Follows constants, as far as they are literals of the module. Total: what is not known is a reference. */
export function fold(expression: Expression, env: Env): Folded {
  env.budget.left--;
  if (env.budget.left < 0) return unknown(expression, env);
  switch (expression.kind) {
    case "missing":
      return { kind: "null" };
    case "scalar": {
      const written = env.source.text.slice(expression.start, expression.end);
      return written === "null" ? { kind: "null" } : text([literal(written)], expression, env);
    }
    case "template":
      return text(templateParts(expression, env), expression.inner, env);
    case "list":
      return {
        kind: "sequence",
        items: expression.items.map((item) => fold(item, env)),
        complete: expression.closed,
      };
    case "object":
      return { kind: "mapping", entries: expression.items.map((item) => foldItem(item, env)), complete: true };
    case "parenthesis":
      return fold(expression.inner, env);
    case "call": {
      const args = expression.spread ? [] : expression.items.map((item) => fold(item, env));
      return callFunction(expression.name, args, spanOf(env, expression)) ?? unknown(expression, env);
    }
    case "traversal":
      return foldTraversal(expression, env) ?? unknown(expression, env);
    default:
      return unknown(expression, env);
  }
}

const text = (parts: readonly Part[], range: Range, env: Env): Text => ({
  kind: "text",
  parts,
  span: spanOf(env, range),
  uses: [],
  isDefault: false,
});

const unknown = (expression: Expression, env: Env): Text => text([referenceTo(expression, env)], expression, env);

function referenceTo(expression: Expression, env: Env): Reference {
  const span = spanOf(env, expression);
  const target =
    expression.kind === "traversal" ? targetOf(expression, env, (key) => knownText(fold(key, env))) : undefined;
  const written = env.source.text.slice(span.start, span.end);
  return { kind: "reference", text: written, span, ...(target === undefined ? {} : { target }) };
}

function foldItem({ key, value }: ObjectItem, env: Env): Entry {
  const folded = key.kind === "name" ? text([literal(key.name)], key, env) : fold(key, env);
  return { key: folded.kind === "text" ? folded : unknown(key, env), value: fold(value, env) };
}

function templateParts(template: Template, env: Env): readonly Part[] {
  const directives = template.parts.filter((part) => part.kind === "directive");
  const first = directives[0]?.start ?? Number.POSITIVE_INFINITY;
  const last = directives.at(-1)?.end ?? -1;
  const parts = template.parts.flatMap((part): readonly Part[] => {
    if (part.start === first) return [rawReference({ start: first, end: last }, env)];
    if (part.start > first && part.end <= last) return [];
    if (part.kind === "text") return [literal(decodeText(env.source.text, template, part))];
    return part.kind === "interpolation" ? interpolated(part.expression, env) : [];
  });
  return joinLiterals(parts);
}

const rawReference = (range: Range, env: Env): Reference => {
  const span = spanOf(env, range);
  return { kind: "reference", text: env.source.text.slice(span.start, span.end), span };
};

/** A default is not followed inside a template: the finding could not point at it. */
function interpolated(expression: Expression, env: Env): readonly Part[] {
  const folded = fold(expression, { ...env, defaults: false });
  return folded.kind === "text" ? folded.parts : [referenceTo(expression, env)];
}

function foldTraversal(traversal: Traversal, env: Env): Folded | undefined {
  const [first, ...rest] = traversal.steps;
  if (traversal.root.kind !== "name" || first?.kind !== "attribute") return undefined;
  const start = lookUp(traversal.root.name, first.name, env);
  const end = start && rest.reduce<Folded | undefined>((at, step) => at && take(at, step, env), start);
  if (end === undefined || end.kind === "null") return undefined;
  return usedAt(end, spanOf(env, traversal), env);
}

function lookUp(root: string, name: string, env: Env): Folded | undefined {
  const iteration = env.iterators.get(root);
  if (iteration !== undefined) return iterated(iteration, root, name);
  if (env.chain >= LONGEST_CHAIN) return undefined;
  if (root === "local") return follow(env.module.locals.get(name), env, false);
  return root === "var" && env.defaults ? follow(env.module.defaults.get(name), env, true) : undefined;
}

function iterated({ key, value }: Iteration, root: string, name: string): Folded | undefined {
  if (root === "count") return name === "index" ? key : undefined;
  return name === "value" ? value : name === "key" ? key : undefined;
}

function follow(located: Located | undefined, env: Env, isDefault: boolean): Folded | undefined {
  if (located === undefined) return undefined;
  const key = `${env.chain} ${env.defaults}`;
  const known = env.followed.get(located.expression) ?? new Map<string, Folded | undefined>();
  env.followed.set(located.expression, known);
  if (!known.has(key)) known.set(key, followAnew(located, env, isDefault));
  return known.get(key);
}

function followAnew({ source, expression }: Located, env: Env, isDefault: boolean): Folded | undefined {
  const folded = fold(expression, { ...env, source, iterators: new Map(), chain: env.chain + 1 });
  if (!isTelling(folded, expression)) return undefined;
  return isDefault ? mapTexts(folded, (text) => ({ ...text, isDefault })) : folded;
}

/** Whether following led to more than something unknown: an empty text, list or map may stand for "not set". */
function isTelling(folded: Folded, expression: Expression): boolean {
  if (folded.kind === "sequence") return folded.items.length > 0;
  if (folded.kind === "mapping") return folded.entries.length > 0;
  if (folded.kind === "null" || knownText(folded) === "") return false;
  const [first] = folded.parts;
  return expression.kind === "traversal" || first?.kind !== "reference" || first.span.start !== expression.start;
}

function take(folded: Folded, step: Step, env: Env): Folded | undefined {
  if (step.kind === "splat") return undefined;
  const key = step.kind === "attribute" ? step.name : knownText(fold(step.key, env));
  return key === undefined ? undefined : select(folded, key);
}

/** Notes the place of use; nothing, when that would be too much work or a default that is not wanted here. */
function usedAt(folded: Folded, use: Span, env: Env): Folded | undefined {
  env.budget.left -= sizeOf(folded);
  if (env.budget.left < 0) return undefined;
  if (folded.kind === "text" && folded.isDefault && !env.defaults) return undefined;
  return mapTexts(folded, (text) => ({ ...text, uses: [use, ...text.uses] }));
}
