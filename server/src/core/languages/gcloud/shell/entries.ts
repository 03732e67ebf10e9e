import type { Word as SyntaxWord } from "unbash";
import { type Block, enclosing, isInside } from "./block.ts";
import { decoded } from "./decoded.ts";
import { knownText } from "./fold.ts";
import { made } from "./operations.ts";
import type { Reading } from "./rounds.ts";
import type { Definition } from "./script.ts";
import { cut, type Expansion, type Fragment, HOLE, whole } from "./word.ts";

/** A word of an array and its key: as it is written, or its number in the place of the word. */
export interface Entry {
  readonly key: string;
  readonly keyAt: Fragment;
  readonly value: Fragment;
}

const KEYED = /^\[[^\]]*\]=/;
const MOST = 500;

/** What an array holds at a place, in order; `undefined` where it may hold anything else. */
export function entriesAt(name: string, at: number, block: Block, reading: Reading): readonly Entry[] | undefined {
  const given = definitionsAt(name, at, block, reading);
  if (given === undefined) return undefined;
  const entries = new Map<string, Entry>();
  for (const definition of given) {
    const added = addedBy(definition, entries.size, reading);
    if (added === undefined || entries.size + added.length > MOST) return undefined;
    for (const entry of added) entries.set(entry.key, entry);
  }
  return [...entries.values()];
}

/** The word of an array that an expansion names by its key. */
export function entryOf({ name, node, start }: Expansion, block: Block, reading: Reading): Fragment | undefined {
  const index = node?.type === "ParameterExpansion" && node.prefix === undefined ? node.index : undefined;
  if (index === undefined) return undefined;
  reading.budget--;
  const entries = entriesAt(name, start, block, reading);
  if (entries === undefined) return undefined;
  const key = keyOf(index, block, reading);
  const found = entries.find((entry) => entry.key === key);
  if (found !== undefined || !NAME.test(index.text)) return found?.value;
  // In an array whose keys are numbers, a name stands for what the variable holds.
  const held = inRoundOf(index, block, reading);
  return entries.find((entry) => entry.key === held)?.value;
}

const NAME = /^[A-Za-z_]\w*$/;

/** A key is one text, whatever stands in it. */
function keyOf(index: SyntaxWord, block: Block, reading: Reading): string | undefined {
  const word = decoded(index, reading.script, block);
  if (word.expansions.size === 0) return word.text;
  const expansions = new Map([...word.expansions].map(([at, one]) => [at, { ...one, quoted: true }]));
  return knownText(whole({ ...word, expansions }), reading);
}

function inRoundOf({ text, pos, end }: SyntaxWord, block: Block, reading: Reading): string | undefined {
  const expansion = { form: "variable", name: text, text, start: pos, end, quoted: true } as const;
  const segments = [{ quote: "", open: pos, close: end, start: pos, end }] as const;
  const runs = [{ from: 0, to: 1, start: pos, end }];
  const word = { start: pos, end, text: HOLE, runs, expansions: new Map([[0, expansion]]), segments, block };
  return knownText(whole(word), reading);
}

/** What gives the array its words, from the first on; none where others may come between. */
function definitionsAt(name: string, at: number, block: Block, { script }: Reading): readonly Definition[] | undefined {
  const all = script.definitions.get(name) ?? [];
  const home = enclosing(block, "function");
  const owner = all.find((one) => one.owner !== undefined && isInside(block, one.owner))?.owner;
  const own = all.filter((one) => one.owner === owner && (one.at <= at || enclosing(one.block, "function") !== home));
  const first = own.findLastIndex(({ given }) => given.kind === "array");
  const given = first < 0 ? [] : own.slice(first);
  const isSure = given.every((one) => isInside(block, one.block) && !isRepeated(one.block, block));
  return isSure && given.length > 0 && own.length < MOST && isOfOneFunction(own, home) ? given : undefined;
}

/** What another function puts into the array may come at any time. */
const isOfOneFunction = (all: readonly Definition[], home: Block | undefined): boolean =>
  all.every((one) => {
    const function_ = enclosing(one.block, "function");
    return function_ === undefined || function_ === home;
  });

/** Whether a definition stands in a loop that the place is in, too: it may hold words of earlier rounds. */
const isRepeated = (home: Block, block: Block): boolean => {
  const loop = enclosing(home, "loop");
  return loop !== undefined && isInside(block, loop);
};

function addedBy({ given, block }: Definition, count: number, reading: Reading): readonly Entry[] | undefined {
  if (given.kind === "entry") {
    const key = keyOf(given.index, block, reading);
    const [node] = given.nodes;
    if (key === undefined || node === undefined) return undefined;
    const keyAt = whole(decoded(given.index, reading.script, block));
    return [{ key, keyAt, value: whole(decoded(node, reading.script, block)) }];
  }
  if (given.kind !== "array" && given.kind !== "more") return undefined;
  const added = given.nodes.map((node, i) => entryIn(node, count + i, block, reading));
  return added.includes(undefined) ? undefined : added.filter((entry) => entry !== undefined);
}

/** `[key]=word`, or a word alone. */
function entryIn(node: SyntaxWord, number: number, block: Block, reading: Reading): Entry | undefined {
  const word = whole(decoded(node, reading.script, block));
  const { text, expansions } = word.word;
  const lead = KEYED.exec(text)?.[0].length;
  if (lead === undefined) {
    const isOne = [...expansions.values()].every(({ form, quoted }) => quoted && form !== "list") && !/[*?]/.test(text);
    return isOne ? { key: `${number}`, keyAt: made(`${number}`, word.word, word.word), value: word } : undefined;
  }
  const keyAt = cut(word, 1, lead - 2);
  const key = knownText(keyAt, reading);
  return key === undefined ? undefined : { key, keyAt, value: cut(word, lead) };
}
