import type { HereDoc, Word as SyntaxWord } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import type { Block } from "../shell/block.ts";
import { decoded, decodedDocument } from "../shell/decoded.ts";
import type { Feed } from "../shell/feed.ts";
import type { Given, Script } from "../shell/script.ts";
import type { Fragment, Segment, Word } from "../shell/word.ts";

/** The innermost word of the script that holds a range; `undefined` when none does. */
export function wordAt(script: Script, range: Stretch): Word | undefined {
  let found: { readonly node: Written; readonly block: Block } | undefined;
  const consider = (node: Written, block: Block): void => {
    const { pos, end } = extentOf(node);
    const before = found && extentOf(found.node);
    if (pos > range.start || end < range.end) return;
    if (before === undefined || end - pos < before.end - before.pos) found = { node, block };
  };
  for (const { node, block } of [...script.commands, ...[...script.calls.values()].flat()]) {
    for (const part of node.suffix) if (part.type === "Word") consider(part, block);
  }
  for (const definitions of script.definitions.values()) {
    for (const { given, block } of definitions) {
      const home = given.kind === "loop" ? (block.parent ?? block) : block;
      for (const node of writtenIn(given)) consider(node, home);
    }
  }
  if (found === undefined) return undefined;
  const { node, block } = found;
  return node.type === "HereDoc" ? decodedDocument(node, script, block) : decoded(node, script, block);
}

/** A word, or the lines of a here-document. */
type Written = SyntaxWord | HereDoc;

const extentOf = (node: Written): { readonly pos: number; readonly end: number } =>
  node.type === "HereDoc" ? node.body : node;

function writtenIn(given: Given): readonly Written[] {
  switch (given.kind) {
    case "unknown":
    case "arguments":
    case "keys":
      return [];
    case "field":
    case "fields":
      return writtenInFeed(given.read.feed);
    case "lines":
      return writtenInFeed(given.feed);
    default:
      return given.nodes;
  }
}

function writtenInFeed(feed: Feed): readonly Written[] {
  if (feed.kind === "split") return writtenInFeed(feed.of);
  if (feed.kind === "document") return [feed.document];
  return feed.kind === "words" ? feed.words : [feed.format];
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
