import type { Word as SyntaxWord } from "unbash";
import { argumentsAt } from "./arguments.ts";
import { type Block, enclosing, isInside } from "./block.ts";
import { braced } from "./braces.ts";
import { decoded } from "./decoded.ts";
import { entriesAt } from "./entries.ts";
import { printedIn } from "./feed.ts";
import { feedLines, feedWords, recordsOf, separatorsAt } from "./feed-lines.ts";
import { fieldsOf } from "./fields.ts";
import { heldFragment, knownText } from "./fold.ts";
import { reach } from "./reach.ts";
import type { Reading } from "./rounds.ts";
import type { Definition, Given } from "./script.ts";
import {
  type Expansion,
  type Fragment,
  HOLE,
  rangeOf,
  soleExpansion,
  startOf,
  textOf,
  type Word,
  whole,
} from "./word.ts";

const DEEPEST = 4;
const MOST_WORDS = 500;
/** The shell makes other words of these outside of quotes: names of files, or several words. */
const PATTERN = /[*?]/;

/** The words that the words of a list give; `undefined` when one of them may give any number of words. */
export function elementsOf(
  nodes: readonly SyntaxWord[],
  block: Block,
  reading: Reading,
  depth = 0,
): readonly Fragment[] | undefined {
  const all: Fragment[] = [];
  for (const node of nodes) {
    const given = spread(whole(decoded(node, reading.script, block)), reading, depth);
    if (given === undefined || all.length + given.length > MOST_WORDS) return undefined;
    all.push(...given);
  }
  return all;
}

/**
 * The words that one word gives: several for `"${LIST[@]}"`, for `$LIST` without quotes, and for `a{b,c}`.
 * @param isSure whether words do not count that the script only gives in some cases.
 */
export function spread(
  fragment: Fragment,
  reading: Reading,
  depth = 0,
  isSure = false,
): readonly Fragment[] | undefined {
  const expansion = soleExpansion(fragment);
  if (expansion === undefined || expansion.form === "braces") {
    if (isSingle(fragment.word)) return [fragment];
    return hasBraces(fragment) ? braced(fragment, reading.script.text) : undefined;
  }
  if (expansion.form === "other") return expansion.quoted ? [fragment] : workedOut(fragment, expansion, reading);
  if (expansion.form === "positional" || (expansion.form === "variable" && expansion.quoted)) return [fragment];
  if (depth > DEEPEST) return undefined;
  const all =
    expansion.name === ""
      ? argumentsAt(expansion.start, fragment.word.block, reading)
      : named(fragment, expansion, reading, depth, isSure);
  const given = all && sliced(all, expansion);
  const uses = [rangeOf(fragment), ...(fragment.uses ?? [])];
  return given?.map((one) => ({ ...one, uses: [...uses, ...(one.uses ?? [])] }));
}

/** `${LIST[@]:1:2}`; the first of all arguments is the one before them. */
function sliced(all: readonly Fragment[], { node, name }: Expansion): readonly Fragment[] | undefined {
  const operation = node?.type === "ParameterExpansion" ? node.operation : undefined;
  if (operation === undefined) return all;
  if (operation.type !== "Slice") return undefined;
  const from = Number(operation.offset.text) - (name === "" ? 1 : 0);
  const count = operation.length === undefined ? all.length : Number(operation.length.text);
  return from >= 0 && count >= 0 ? all.slice(from, from + count) : undefined;
}

/** `$(echo …)` and `${LIST//,/ }` without quotes. */
function workedOut(fragment: Fragment, { node, start }: Expansion, reading: Reading): readonly Fragment[] | undefined {
  const { block } = fragment.word;
  if (node?.type === "CommandExpansion") {
    const feed = printedIn(node, block);
    return feed && feedWords(feed, start, reading);
  }
  const held = heldFragment(fragment, reading);
  const separators = separatorsAt(start, block, reading);
  const isSure = held !== fragment && !PATTERN.test(textOf(held)) && !textOf(held).includes(HOLE);
  return isSure && separators !== undefined ? fieldsOf(held, separators) : undefined;
}

const hasBraces = ({ word }: Fragment): boolean =>
  [...word.expansions.values()].some(({ form }) => form === "braces") && !PATTERN.test(word.text);

function named({ word, from }: Fragment, expansion: Expansion, reading: Reading, depth: number, isSure: boolean) {
  const { form, name } = expansion;
  const use = { at: startOf(word, from) ?? word.start, block: word.block };
  const isOfKeys = expansion.node?.type === "ParameterExpansion" && expansion.node.prefix === "!";
  if (form === "list" && isOfKeys) return entriesAt(name, use.at, use.block, reading)?.map(({ keyAt }) => keyAt);
  const { definition, latest } = reach(reading.script, name, use.at, use.block);
  const other = definition && aliasOf(definition, reading);
  if (other !== undefined && depth < DEEPEST)
    return named({ word, from, to: from }, { ...expansion, name: other }, reading, depth + 1, isSure);
  if (form === "list" && isKeyed(latest?.given))
    return entriesAt(name, use.at, use.block, reading)?.map(({ value }) => value);
  if (form === "list" && latest?.given.kind === "more") return extended(name, use, reading, depth, isSure);
  if (form === "list") return definition && listed(definition, reading, depth);
  return definition && separated(definition, use, reading, depth);
}

/** The name of the variable that another one stands for. */
function aliasOf({ given, block }: Definition, reading: Reading): string | undefined {
  const [node] = given.kind === "alias" ? given.nodes : [];
  return node && knownText(whole(decoded(node, reading.script, block)), reading);
}

const isKeyed = (given: Given | undefined): boolean =>
  given?.kind === "entry" || (given?.kind === "array" && given.nodes.some(({ text }) => /^\[[^\]]*\]=/.test(text)));

interface Use {
  readonly at: number;
  readonly block: Block;
}

/** An array and what is put behind it further on. */
function extended(name: string, { at, block }: Use, reading: Reading, depth: number, isSure: boolean) {
  const home = enclosing(block, "function");
  const before = (reading.script.definitions.get(name) ?? []).filter((one) => one.at <= at);
  const first = before.findLastIndex(({ given }) => given.kind !== "more");
  const all = before.slice(Math.max(0, first));
  if (all.some((one) => enclosing(one.block, "function") !== home || enclosing(one.block, "loop") !== undefined))
    return undefined;
  if (isSure && !all.every((one) => isInside(block, one.block))) return undefined;
  const lists = all.map((one) => listed(one, reading, depth));
  return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

function listed({ given, block }: Definition, reading: Reading, depth: number): readonly Fragment[] | undefined {
  if (given.kind === "array" || given.kind === "more") return elementsOf(given.nodes, block, reading, depth + 1);
  if (given.kind === "lines") return feedLines(given.feed, reading);
  return given.kind === "fields" ? recordsOf(given.read, reading)?.[0] : undefined;
}

/** The words of a text, as they are where it is used; a variable alone among them may hold several. */
function separated(
  { given, block }: Definition,
  use: Use,
  reading: Reading,
  depth: number,
): readonly Fragment[] | undefined {
  const [node] = given.kind === "word" ? given.nodes : [];
  if (node === undefined) return undefined;
  const word = decoded(node, reading.script, block);
  const separators = separatorsAt(use.at, use.block, reading);
  if (PATTERN.test(word.text) || separators === undefined) return undefined;
  const fields = fieldsOf(whole(word), separators);
  if (!word.text.includes(HOLE)) return fields;
  const all = fields.map((field) => (textOf(field).includes(HOLE) ? listIn(field, reading, depth) : [field]));
  return all.includes(undefined) ? undefined : all.flatMap((list) => list ?? []);
}

/** A variable within a list, which is one itself. */
function listIn(field: Fragment, reading: Reading, depth: number): readonly Fragment[] | undefined {
  const expansion = soleExpansion(field);
  if (expansion?.form !== "variable" || depth > DEEPEST) return undefined;
  return named(field, expansion, reading, depth + 1, false);
}

/** Whether a word gives exactly one word: no pattern of file names and no braces or lists outside of quotes. */
function isSingle({ text, segments, expansions }: Word): boolean {
  if (PATTERN.test(text) && segments.some(({ quote }) => quote === "")) return false;
  const isOne = ({ form, quoted }: Expansion) => form !== "list" && form !== "braces" && (form !== "other" || quoted);
  return [...expansions.values()].every(isOne);
}
