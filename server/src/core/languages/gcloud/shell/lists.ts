import type { Word as SyntaxWord } from "unbash";
import type { Block } from "./block.ts";
import { decoded, type Reading } from "./fold.ts";
import { reach } from "./reach.ts";
import type { Definition } from "./script.ts";
import { cut, type Fragment, HOLE, rangeOf, soleExpansion, startOf, type Word, whole } from "./word.ts";

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

/** The words that one word gives: several for `"${LIST[@]}"` and for `$LIST` without quotes. */
export function spread(fragment: Fragment, reading: Reading, depth = 0): readonly Fragment[] | undefined {
  const expansion = soleExpansion(fragment);
  if (expansion === undefined) return isSingle(fragment.word) ? [fragment] : undefined;
  if (expansion.form === "other") return expansion.quoted ? [fragment] : undefined;
  if (expansion.form === "positional" || (expansion.form === "variable" && expansion.quoted)) return [fragment];
  const definition = definitionOf(expansion.name, fragment, reading);
  if (definition === undefined || depth > DEEPEST) return undefined;
  const uses = [rangeOf(fragment), ...(fragment.uses ?? [])];
  return givenWords(definition, expansion.form, reading, depth)?.map((one) => ({
    ...one,
    uses: [...uses, ...(one.uses ?? [])],
  }));
}

function definitionOf(name: string, { word, from }: Fragment, reading: Reading): Definition | undefined {
  if (name === "") return undefined;
  return reach(reading.script, name, startOf(word, from) ?? word.start, word.block).definition;
}

function givenWords(
  { given, block }: Definition,
  form: "list" | "variable",
  reading: Reading,
  depth: number,
): readonly Fragment[] | undefined {
  if (given.kind === "array" && form === "list") return elementsOf(given.nodes, block, reading, depth + 1);
  const [node] = given.kind === "word" && form === "variable" ? given.nodes : [];
  if (node === undefined) return undefined;
  const word = decoded(node, reading.script, block);
  return word.text.includes(HOLE) || PATTERN.test(word.text) ? undefined : split(word);
}

function split(word: Word): readonly Fragment[] {
  const stretches = [...word.text.matchAll(/\S+/g)];
  return stretches.map(({ 0: text, index }) => cut(whole(word), index, index + text.length));
}

/** Whether a word gives exactly one word: no pattern of file names and no braces or lists outside of quotes. */
function isSingle({ text, segments, expansions }: Word): boolean {
  if (PATTERN.test(text) && segments.some(({ quote }) => quote === "")) return false;
  return [...expansions.values()].every(({ form, quoted }) => form !== "list" && (form !== "other" || quoted));
}
