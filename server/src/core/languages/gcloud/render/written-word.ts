import type { Word as SyntaxWord } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import type { Block } from "../shell/block.ts";
import { decoded } from "../shell/fold.ts";
import type { Script } from "../shell/script.ts";
import type { Fragment, Segment, Word } from "../shell/word.ts";

/** The innermost word of the script that holds a range; `undefined` when none does. */
export function wordAt(script: Script, range: Stretch): Word | undefined {
  let found: { readonly node: SyntaxWord; readonly block: Block } | undefined;
  const consider = (node: SyntaxWord, block: Block): void => {
    if (node.pos > range.start || node.end < range.end) return;
    if (found === undefined || node.end - node.pos < found.node.end - found.node.pos) found = { node, block };
  };
  for (const { node, block } of [...script.commands, ...[...script.calls.values()].flat()]) {
    for (const part of node.suffix) if (part.type === "Word") consider(part, block);
  }
  for (const definitions of script.definitions.values()) {
    for (const { given, block } of definitions) {
      if (given.kind === "unknown") continue;
      const home = given.kind === "loop" ? (block.parent ?? block) : block;
      for (const node of given.nodes) consider(node, home);
    }
  }
  return found === undefined ? undefined : decoded(found.node, script, found.block);
}

/** The stretch of a word that is written in a range. */
export function fragmentAt(word: Word, range: Stretch): Fragment {
  const from = indexAt(word, range.start);
  const to = indexAt(word, range.end);
  return { word, from, to: Math.max(from, to) };
}

/** Index of the first character that ends behind an offset. */
function indexAt({ runs, text }: Word, offset: number): number {
  const run = runs.find(({ end }) => end > offset);
  return run === undefined ? text.length : Math.min(run.to - 1, run.from + Math.max(0, offset - run.start));
}

/** The one segment that holds all of the range, without the segment's quotes. */
export const segmentAt = (word: Word, range: Stretch): Segment | undefined =>
  word.segments.findLast(({ start, end }) => start <= range.start && range.end <= end);
