import { truthOf } from "./conditions.ts";
import { type Env, spanOf } from "./env.ts";
import {
  ABSENT,
  type Entry,
  type Folded,
  isBounded,
  knownText,
  type Mapping,
  mapTexts,
  type Sequence,
  type Text,
} from "./folded.ts";
import { textOf } from "./functions/texts.ts";
import { hasWords } from "./has-words.ts";
import type { Expression, For } from "./hcl/tree.ts";

type Fold = (expression: Expression, env: Env) => Folded;

interface Pair {
  readonly key: Folded | undefined;
  readonly value: Folded | undefined;
}

/** A result of one turn; it may be left out when the filter is not known. */
interface Turn {
  readonly key: Text | undefined;
  readonly value: Folded;
}

/**
 * Goes through a `for` expression. A collection that may hold more also gives one turn in which the names are not known, if
 * its result has a word of its own.
 */
export function foldFor(expression: For, env: Env, fold: Fold): Folded | undefined {
  const collection = fold(expression.collection, env);
  const { pairs, complete, bounded } = pairsOf(collection, expression, env);
  const turns: Turn[] = [];
  let isSure = complete;
  for (const pair of bounded ? pairs : [...pairs, UNKNOWN]) {
    const inner = withNames(env, expression.names, pair);
    const passes = expression.filter === undefined ? true : truthOf(expression.filter, inner, fold);
    if (passes === false) continue;
    isSure &&= passes !== undefined;
    const turn = turnOf(expression, inner, fold);
    if (pair === UNKNOWN && !hasWords(turn.value)) continue;
    turns.push(passes === undefined || isDoubtful(pair) ? doubtful(turn) : turn);
  }
  const end: End = { complete: isSure, ...(bounded ? { bounded } : {}) };
  if (expression.key === undefined) return { kind: "sequence", items: turns.map(({ value }) => value), ...end };
  return expression.grouped ? grouped(turns, isSure) : mapping(turns, end);
}

type End = Pick<Sequence, "complete" | "bounded">;

const isDoubtful = (pair: Pair): boolean =>
  pair === UNKNOWN || [pair.key, pair.value].some((one) => one?.kind === "text" && one.maybe === true);

const UNKNOWN: Pair = { key: undefined, value: undefined };

interface Pairs {
  readonly pairs: readonly Pair[];
  readonly complete: boolean;
  readonly bounded: boolean;
}

function pairsOf(collection: Folded, { collection: range }: For, env: Env): Pairs {
  if (collection.kind !== "mapping" && collection.kind !== "sequence")
    return { pairs: [], complete: false, bounded: false };
  const bounded = isBounded(collection);
  const { complete } = collection;
  if (collection.kind === "mapping")
    return { pairs: collection.entries.map(({ key, value }) => ({ key, value })), complete, bounded };
  const { items, isSet } = collection;
  const span = spanOf(env, range);
  const pairs = items.map((value, i) => ({ key: isSet ? value : textOf(String(i), span), value }));
  return { pairs, complete, bounded };
}

function withNames(env: Env, names: readonly string[], { key, value }: Pair): Env {
  const [first, second] = names;
  const bound: [string, Folded | undefined][] = [];
  if (first !== undefined) bound.push([first, second === undefined ? value : key]);
  if (second !== undefined) bound.push([second, value]);
  return { ...env, names: new Map([...env.names, ...bound]) };
}

function turnOf({ key, result }: For, env: Env, fold: Fold): Turn {
  const folded = key && fold(key, env);
  return { key: folded?.kind === "text" ? folded : undefined, value: fold(result, env) };
}

const doubtful = ({ key, value }: Turn): Turn => {
  const mark = (text: Text): Text => ({ ...text, maybe: true });
  return { key: key && mark(key), value: value === ABSENT ? value : mapTexts(value, mark) };
};

function mapping(turns: readonly Turn[], end: End): Mapping {
  const entries = turns.flatMap(({ key, value }): readonly Entry[] => (key === undefined ? [] : [{ key, value }]));
  return { kind: "mapping", entries, ...(entries.length === turns.length ? end : { complete: false }) };
}

function grouped(turns: readonly Turn[], complete: boolean): Mapping {
  const groups = new Map<string, { readonly key: Text; readonly items: Folded[] }>();
  for (const { key, value } of turns) {
    const text = knownText(key);
    if (key === undefined || text === undefined) continue;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { key, items: [value] });
    else group.items.push(value);
  }
  const isSure = complete && turns.every(({ key }) => knownText(key) !== undefined);
  const entries = [...groups.values()].map(({ key, items }): Entry => {
    const value: Sequence = { kind: "sequence", items, complete: isSure };
    return { key, value };
  });
  return { kind: "mapping", entries, complete: isSure };
}
