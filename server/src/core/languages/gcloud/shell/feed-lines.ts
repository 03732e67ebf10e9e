import type { Word as SyntaxWord } from "unbash";
import type { Block } from "./block.ts";
import { decoded, decodedDocument } from "./decoded.ts";
import type { Feed } from "./feed.ts";
import { fieldsOf, linesOf, type Read, WHITE_SPACE } from "./fields.ts";
import { heldFragment, knownText } from "./fold.ts";
import { spread } from "./lists.ts";
import { reach } from "./reach.ts";
import type { Reading } from "./rounds.ts";
import { cut, type Fragment, HOLE, soleExpansion, textOf, whole } from "./word.ts";

const MOST_LINES = 500;
/** What scripts leave out themselves. */
const BLANK = /^\s*$/;
const BLANK_OR_COMMENT = /^\s*(?:#|$)/;

/** The lines of what is read; `undefined` where a line may be another, or be missing. */
export function feedLines(feed: Feed, reading: Reading): readonly Fragment[] | undefined {
  return feed.kind === "words" && feed.isLine ? undefined : pieces(feed, reading);
}

/** The words of what is read. */
export function feedWords(feed: Feed, at: number, reading: Reading): readonly Fragment[] | undefined {
  const separators = separatorsAt(at, feed.block, reading);
  if (separators === undefined) return undefined;
  return pieces(feed, reading)?.flatMap((line) => fieldsOf(line, separators));
}

/** Pieces that `tr` has made lines. */
function splitPieces({ of, separator }: Extract<Feed, { kind: "split" }>, reading: Reading) {
  const lines = of.kind === "words" && of.isLine ? feedWords(of, of.block.start, reading) : pieces(of, reading);
  return lines?.flatMap((line) => fieldsOf(line, separator));
}

function pieces(feed: Feed, reading: Reading): readonly Fragment[] | undefined {
  if (feed.kind === "split") return splitPieces(feed, reading);
  const leftOut = feed.kind === "document" ? BLANK_OR_COMMENT : BLANK;
  const lines = textsOf(feed, reading)?.flatMap((text) =>
    linesOf(text, feed.kind === "format" ? "\\n" : "\n", leftOut),
  );
  if (lines === undefined || lines.length > MOST_LINES || (feed.kind !== "document" && lines.some(isOpen)))
    return undefined;
  if (feed.kind !== "document" || feed.document.operator !== "<<-") return lines;
  return lines.map((line) => cut(line, line.from + (/^\t*/.exec(textOf(line))?.[0].length ?? 0)));
}

/** A word that is nothing but what is not known may be any number of lines. */
const isOpen = (line: Fragment): boolean => soleExpansion(line) !== undefined;

function textsOf(feed: Exclude<Feed, { kind: "split" }>, reading: Reading): readonly Fragment[] | undefined {
  const { block } = feed;
  if (feed.kind === "document") return [whole(decodedDocument(feed.document, reading.script, block))];
  const nodes = feed.kind === "words" ? feed.words : [feed.format];
  const words = nodes.flatMap((node) => wordsOf(node, block, reading));
  const isSure = feed.kind !== "format" || words.every((word) => !/\\(?!n)/.test(textOf(word)));
  const isOne = words.every(({ word }) => word.segments.every(({ quote }) => quote !== "") || !/[*?{]/.test(word.text));
  return isSure && isOne ? words : undefined;
}

/** A word, or those of a list. */
function wordsOf(node: SyntaxWord, block: Block, reading: Reading): readonly Fragment[] {
  const fragment = whole(decoded(node, reading.script, block));
  const list = soleExpansion(fragment)?.form === "list" ? spread(fragment, reading) : undefined;
  return (list ?? [fragment]).map((word) => heldFragment(word, reading));
}

/** What the lines that a command reads give to its variables, line by line. */
export function recordsOf(read: Read, reading: Reading): readonly (readonly Fragment[])[] | undefined {
  if (read.isOfWords) return feedWords(read.feed, read.at, reading)?.map((word) => [word]);
  const lines = feedLines(read.feed, reading);
  const separators = read.separators
    ? knownText(whole(decoded(read.separators, reading.script, read.block)), reading)
    : separatorsAt(read.at, read.block, reading);
  if (lines === undefined || separators === undefined) return undefined;
  if (!read.isRaw && lines.some((line) => textOf(line).includes("\\"))) return undefined;
  const most = read.isArray ? Number.POSITIVE_INFINITY : read.names.length;
  const records = lines.map((line) => fieldsOf(line, separators, most));
  return read.loops ? records : records.slice(0, 1);
}

/** What separates words at a place; `undefined` where a script sets that, and not to what is known. */
export function separatorsAt(at: number, block: Block, reading: Reading): string | undefined {
  if (!reading.script.definitions.has("IFS")) return WHITE_SPACE;
  const { definition, latest } = reach(reading.script, "IFS", at, block);
  if (latest === undefined) return WHITE_SPACE;
  const [node] = definition?.given.kind === "word" ? definition.given.nodes : [];
  const text = node && knownText(whole(decoded(node, reading.script, block)), reading);
  return text?.includes(HOLE) ? undefined : text;
}
