import type { Part, Reference } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { eitherOf, firstOf } from "./either.ts";
import { BARE, type Env, type Iteration, spanOf } from "./env.ts";
import {
  ABSENT,
  type Definite,
  type Folded,
  isBounded,
  isUnknown,
  knownText,
  mapTexts,
  optionsOf,
  type Sequence,
  select,
  sizeOf,
  type Text,
} from "./folded.ts";
import { followedOnce, mayFollow } from "./followed.ts";
import type { Expression, Name, Step, Traversal } from "./hcl/tree.ts";
import { declarationNamed, foldResource } from "./instances.ts";
import { type Located, typeOf } from "./module.ts";
import { noted } from "./noted.ts";
import { instanceKey, isChanging, mayBeType, namingOf } from "./target.ts";
import { converted } from "./types.ts";

/** How many texts one value may hold. */
const MOST_TEXTS = 40_000;
/** How many values a key that is not known may choose from. */
const MOST_CHOICES = 64;
/** How many texts of a value count as work where it is used. */
const MOST_COUNTED = 8;

export type Fold = (expression: Expression, env: Env) => Folded;

/** What the name of a `for` expression stands for. */
export function foldName(name: Name, env: Env): Folded | undefined {
  const folded = env.names.get(name.name);
  return folded === undefined || folded === ABSENT ? undefined : usedAt(folded, spanOf(env, name), env);
}

/** What a reference leads to; `undefined` when that is not known. */
export function foldTraversal(traversal: Traversal, env: Env, fold: Fold): Folded | undefined {
  const end = endOf(traversal, env, fold);
  if (end === undefined || end === ABSENT) return undefined;
  const use = spanOf(env, traversal);
  return usedAt(isForeign(traversal, env) ? named(end, use, env) : end, use, env);
}

/** Whether a reference leads out of its module: to what a caller gives, or what a called module gives back. */
const isForeign = ({ root }: Traversal, { around }: Env): boolean =>
  root.kind === "name" && (root.name === "module" || (root.name === "var" && around?.variable !== undefined));

/** A reference that belongs to another module, as this one writes it. */
function named(folded: Folded, use: Span, env: Env): Folded {
  const text = env.source.text.slice(use.start, use.end);
  if (!isUnknown(folded) || isChanging({ text }) || folded.parts.some(isPathOfModule)) return folded;
  const parts = folded.parts.map((part): Part => (part.kind === "reference" ? { ...part, text, span: use } : part));
  return { ...folded, parts, span: use, uses: [] };
}

/** What the module in which it is written alone tells. */
const isPathOfModule = ({ kind, text }: Part): boolean => kind === "reference" && text === "path.module";

/** Whether a reference leads to something that is surely not there. */
export const isAbsent = (traversal: Traversal, env: Env, fold: Fold): boolean => endOf(traversal, env, fold) === ABSENT;

function endOf(traversal: Traversal, env: Env, fold: Fold): Folded | undefined {
  const { root, steps } = traversal;
  if (root.kind !== "name") return walk(fold(root, env), steps, env, fold);
  if (env.names.has(root.name)) {
    const folded = env.names.get(root.name);
    return folded && walk(folded, steps, env, fold);
  }
  const [first, ...rest] = steps;
  if (first?.kind !== "attribute") return undefined;
  if (root.name === "module") return mayFollow(env) ? env.around?.output(first.name, rest, env) : undefined;
  const whole = foldWhole(root.name, steps, env, fold);
  if (whole !== undefined) return whole;
  const start = lookUp(root.name, first.name, env, fold);
  return start && walk(start, rest, env, fold);
}

/** A resource that is named without an instance of it: all its instances. */
function foldWhole(root: string, steps: readonly Step[], env: Env, fold: Fold): Folded | undefined {
  const { head, steps: names } = namingOf(root);
  const next = steps[names];
  if ((next !== undefined && next.kind !== "splat") || !mayBeType(root) || env.iterators.has(root)) return undefined;
  const path = steps.slice(0, names).map((step) => (step.kind === "attribute" ? step.name : ""));
  const declaration = declarationNamed([...head, ...path].join("."), env.module);
  if (declaration === undefined || !mayFollow(env)) return undefined;
  const all = foldResource(declaration, { ...env, ...BARE, chain: env.chain + 1 }, next !== undefined);
  return all && walk(all, steps.slice(names), env, fold);
}

function lookUp(root: string, name: string, env: Env, fold: Fold): Folded | undefined {
  const iteration = env.iterators.get(root);
  if (iteration !== undefined) return iterated(iteration, root, name);
  if (!mayFollow(env)) return undefined;
  if (root === "local") return followLocal(env.module.locals.get(name), env, fold);
  if (root !== "var") return undefined;
  if (env.around?.variable !== undefined) return env.around.variable(name, env);
  const set = env.module.settings.get(name);
  if (set !== undefined) return typed(name, follow(set, env, fold), env, fold);
  return env.defaults ? followDefault(name, env, fold) : undefined;
}

function iterated({ key, value }: Iteration, root: string, name: string): Folded | undefined {
  if (root === "count") return name === "index" ? key : undefined;
  return name === "value" ? value : name === "key" ? key : undefined;
}

function followLocal(located: Located | undefined, env: Env, fold: Fold): Folded | undefined {
  const folded = located && follow(located, env, fold);
  return located !== undefined && folded !== undefined && isTelling(folded, located.expression) ? folded : undefined;
}

/** An empty default may stand for "not set", and so may an attribute of one. */
function followDefault(name: string, env: Env, fold: Fold): Folded | undefined {
  const folded = followLocal(env.module.defaults.get(name), env, fold);
  const whole = typed(name, folded, env, fold);
  const telling = whole && withoutEmpty(whole);
  if (telling === undefined || isEmpty(telling)) return undefined;
  return env.isPath ? telling : mapTexts(telling, (text) => ({ ...text, isDefault: true }));
}

/** A value as a variable holds it. */
function typed(name: string, folded: Folded | undefined, env: Env, fold: Fold): Folded | undefined {
  const type = typeOf(name, env.module);
  if (folded === undefined || type === undefined) return folded;
  return converted(folded, type.expression, { ...env, ...BARE, source: type.source }, fold);
}

function withoutEmpty(folded: Folded): Folded {
  if (folded.kind !== "mapping") return folded;
  const entries = folded.entries.map(({ key, value }) => ({ key, value: withoutEmpty(value) }));
  const kept = entries.filter(({ value }) => !isEmpty(value));
  return kept.length === entries.length ? { ...folded, entries } : { kind: "mapping", entries: kept, complete: false };
}

/** Folds an expression in the module's own environment, once. */
export function follow({ source, expression }: Located, env: Env, fold: Fold): Folded | undefined {
  const known = env.followed.get(expression) ?? new Map();
  env.followed.set(expression, known);
  return followedOnce(known, `${env.defaults} ${env.isPath}`, env, () =>
    fold(expression, { ...env, ...BARE, source, chain: env.chain + 1 }),
  );
}

function isEmpty(folded: Folded): boolean {
  if (folded.kind === "sequence") return folded.items.length === 0;
  if (folded.kind === "mapping") return folded.entries.length === 0;
  return folded.kind === "null" || knownText(folded) === "";
}

/** Whether following led to more than something unknown. */
function isTelling(folded: Folded, expression: Expression): boolean {
  if (folded.kind !== "text") return true;
  const [first] = folded.parts;
  return (
    expression.kind === "traversal" ||
    folded.encoded !== undefined ||
    first?.kind !== "reference" ||
    first.span.start !== expression.start
  );
}

/** Takes steps from a value; behind a splat, from each of its items, or from what is no list itself. */
export function walk(start: Folded, steps: readonly Step[], env: Env, fold: Fold): Folded | undefined {
  let at: Folded | undefined = start;
  for (const [i, step] of steps.entries()) {
    if (at === undefined || at === ABSENT) return at;
    if (step.kind === "splat") {
      const end = endOfSplat(steps, i + 1);
      const all = splat(at, steps.slice(i + 1, end), env, fold);
      return all && walk(all, steps.slice(end), env, fold);
    }
    const key: string | undefined = step.kind === "attribute" ? step.name : knownText(fold(step.key, env));
    at = key === undefined ? oneOf(at) : take(at, key, step);
  }
  return at;
}

/** Where the steps end that a splat takes in each item: of `.*`, at the first index. */
function endOfSplat(steps: readonly Step[], from: number): number {
  const splat = steps[from - 1];
  if (splat?.kind !== "splat" || !splat.isOfAttributes) return steps.length;
  const index = steps.findIndex((step, i) => i >= from && step.kind !== "attribute");
  return index < 0 ? steps.length : index;
}

/** What stands behind a key that is not known: one of all values. */
function oneOf(folded: Folded): Folded | undefined {
  const all = optionsOf(folded).map(valuesIn);
  const values = all.flatMap((some) => some ?? []);
  return all.includes(undefined) || values.length > MOST_CHOICES ? undefined : eitherOf(values);
}

/** The values of a map or list that holds no others. */
function valuesIn(folded: Definite): readonly Folded[] | undefined {
  if (folded.kind === "mapping") return isBounded(folded) ? folded.entries.map(({ value }) => value) : undefined;
  return folded.kind === "sequence" && isBounded(folded) && !folded.isSet ? folded.items : undefined;
}

function splat(folded: Folded, rest: readonly Step[], env: Env, fold: Fold): Folded | undefined {
  if (folded.kind === "null") return { kind: "sequence", items: [], complete: true };
  if (folded.kind === "either" || isUnknown(folded)) return undefined;
  const whole: Sequence = folded.kind === "sequence" ? folded : { kind: "sequence", items: [folded], complete: true };
  const { items: all, complete } = whole;
  env.budget.left -= all.length;
  const items = all.map((item) => walk(item, rest, env, fold));
  const found = items.filter(isThere);
  const isAll = found.length === items.length;
  const bounded = isAll && !complete && isBounded(whole) ? { bounded: true } : {};
  return { kind: "sequence", items: found, complete: complete && isAll, ...bounded };
}

function take(folded: Folded, key: string, step: Step): Folded | undefined {
  if (folded.kind === "either") {
    const options = folded.options.map((option) => takeFrom(option, key, step));
    return options.some((option) => option === undefined) ? undefined : eitherOf(options.filter(isThere));
  }
  return takeFrom(folded, key, step);
}

const isThere = (folded: Folded | undefined): folded is Folded => folded !== undefined && folded !== ABSENT;

const takeFrom = (folded: Definite, key: string, step: Step): Folded | undefined =>
  folded.kind === "text"
    ? attributeIn(folded, key, step)
    : ((folded.kind === "sequence" && !folded.complete && key === "0" ? firstOf(folded) : undefined) ??
      select(folded, key));

/** `local.account.email` where the local names a declared object. */
function attributeIn(text: Text, key: string, step: Step): Text | undefined {
  const [part] = text.parts;
  if (!isUnknown(text) || part?.kind !== "reference" || part.target === undefined) return undefined;
  const { address, attribute } = part.target;
  const isIndex = step.kind === "index";
  if (!/#(?:data\.)?google_/.test(address) || (isIndex && (attribute !== "" || address.endsWith("]"))))
    return undefined;
  const target = isIndex
    ? { address: address + (/^\d+$/.test(key) ? "" : instanceKey(key)), attribute }
    : { address, attribute: attribute === "" ? key : `${attribute}.${key}` };
  if (isIndex && /^[1-9]/.test(key)) return undefined;
  const written = isIndex ? (key === "0" ? "[0]" : instanceKey(key)) : `.${key}`;
  const reference: Reference = { ...part, text: part.text + written, target };
  return { ...text, parts: [reference] };
}

/** Notes the place of use; nothing, when that would be too much work or a default that is not wanted here. */
export function usedAt(folded: Folded, use: Span, env: Env): Folded | undefined {
  const size = sizeOf(folded);
  env.budget.left -= Math.min(size, MOST_COUNTED);
  if (env.budget.left < 0 || size > MOST_TEXTS) return undefined;
  if (optionsOf(folded).some((option) => option.kind === "text" && option.isDefault) && !env.defaults) return undefined;
  return noted(folded, use);
}
