import type { Command as SyntaxCommand } from "unbash";
import type { Block } from "./block.ts";
import { type Builder, joined, stretchOf } from "./braces.ts";
import { type Feed, redirected } from "./feed.ts";
import type { Definition } from "./script.ts";
import { type Expansion, endOf, type Fragment, HOLE, startOf, type Word, whole } from "./word.ts";

/** Stands for the word that `xargs` puts behind all others. */
export const APPENDED = "xargs";

/** The mark for which `xargs` puts what it reads, line by line, or that for one word at the end; `undefined` where it puts several. */
export function markOf({ name, suffix }: SyntaxCommand): string | undefined {
  if (name?.text !== "xargs") return undefined;
  const words = suffix.flatMap((part) => (part.type === "Word" ? [part.value] : []));
  let mark: string | undefined;
  for (const [i, word] of words.entries()) {
    if (word === "-I") return words[i + 1];
    if (/^-I./.test(word)) return word.slice(2);
    if (/^(?:-i|--replace)$/.test(word)) return "{}";
    if (word.startsWith("--replace=")) return word.slice("--replace=".length);
    if (/^(?:-[nL]1|--max-args=1)$/.test(word) || (/^-[nL]$/.test(word) && words[i + 1] === "1")) mark = APPENDED;
  }
  return mark;
}

/** What the mark stands for, round by round. */
export function markDefinition(node: SyntaxCommand, mark: string, feed: Feed | undefined, block: Block): Definition {
  const own = redirected(node.redirects, block) ?? feed;
  const at = node.pos;
  if (own === undefined) return { name: mark, at, block, owner: undefined, given: { kind: "unknown" } };
  const ofRead = { names: [mark], isArray: false, separators: undefined, isRaw: true, loops: true } as const;
  const read = { ...ofRead, feed: own, isOfWords: mark === APPENDED, at, block };
  return { name: mark, at, block, owner: undefined, given: { kind: "field", read, index: 0 } };
}

/** A word with an expansion in each place of the mark. */
export function marked(fragment: Fragment, mark: string): Fragment {
  const { word } = fragment;
  if (!word.text.includes(mark)) return fragment;
  const expansions = new Map<number, Expansion>();
  let built: Builder = { text: "", runs: [] };
  for (let at = 0; at < word.text.length; ) {
    const hit = word.text.indexOf(mark, at);
    const stop = hit < 0 ? word.text.length : hit;
    for (const [index, one] of word.expansions)
      if (index >= at && index < stop) expansions.set(built.text.length + index - at, one);
    built = joined(built, stretchOf(word, at, stop));
    if (hit < 0) break;
    const start = startOf(word, hit) ?? word.start;
    const end = endOf(word, hit + mark.length - 1) ?? word.end;
    expansions.set(built.text.length, expansionOf(mark, start, end));
    built = joined(built, { text: HOLE, runs: [{ from: 0, to: 1, start, end }] });
    at = hit + mark.length;
  }
  return whole({ ...word, ...built, expansions });
}

/** The word that is put behind all others. */
export function appended({ end }: SyntaxCommand, block: Block): Fragment {
  const segment = { quote: "", open: end, close: end, start: end, end } as const;
  const expansions: Word["expansions"] = new Map([[0, expansionOf(APPENDED, end, end)]]);
  const runs = [{ from: 0, to: 1, start: end, end }];
  return whole({ start: end, end, text: HOLE, runs, expansions, segments: [segment], block });
}

const expansionOf = (name: string, start: number, end: number): Expansion => ({
  form: "variable",
  name,
  text: name,
  start,
  end,
  quoted: true,
});
