import { type Fragment, type Run, type Segment, textOf, type Word, whole } from "./word.ts";

const MOST_WORDS = 100;
/** A list in braces without quotes, braces or variables inside. */
const LIST = /^\{([\w./:@-]*(?:,[\w./:@-]*)+)\}$/;

/** The words that `a{b,c}d` gives, by the text of the document; `undefined` where they are not all written. */
export function braced({ word, from, to, uses }: Fragment, text: string): readonly Fragment[] | undefined {
  let heads: readonly Builder[] = [{ text: "", runs: [] }];
  let copied = from;
  for (const [index, { form, start, end }] of word.expansions) {
    if (index < from || index >= to) continue;
    const items = form === "braces" ? itemsOf(text.slice(start, end), start) : undefined;
    if (items === undefined || heads.length * items.length > MOST_WORDS) return undefined;
    const before = stretchOf(word, copied, index);
    heads = heads.flatMap((head) => items.map((item) => joined(joined(head, before), item)));
    copied = index + 1;
  }
  const rest = stretchOf(word, copied, to);
  return heads.map((head) => ({ ...whole(wordOf(joined(head, rest), word)), ...(uses && { uses }) }));
}

/** A part of a word that is being made. */
export interface Builder {
  readonly text: string;
  readonly runs: readonly Run[];
}

/** Two parts, one behind the other. */
export function joined(head: Builder, tail: Builder): Builder {
  const by = head.text.length;
  const moved = tail.runs.map((run) => ({ ...run, from: run.from + by, to: run.to + by }));
  return { text: head.text + tail.text, runs: [...head.runs, ...moved] };
}

function itemsOf(braces: string, start: number): readonly Builder[] | undefined {
  const inner = LIST.exec(braces)?.[1];
  let at = start + 1;
  return inner?.split(",").map((item) => {
    const run = { from: 0, to: item.length, start: at, end: at + item.length };
    at += item.length + 1;
    return { text: item, runs: item === "" ? [] : [run] };
  });
}

/** A stretch of a word. */
export function stretchOf(word: Word, from: number, to: number): Builder {
  const runs = word.runs
    .filter((run) => run.to > from && run.from < to)
    .map((run) => {
      const start = Math.max(run.from, from);
      const end = Math.min(run.to, to);
      return {
        from: start - from,
        to: end - from,
        start: run.start + start - run.from,
        end: end === run.to ? run.end : run.start + end - run.from,
      };
    });
  return { text: textOf({ word, from, to }), runs };
}

/** All of a word stands for one that braces make a part of. */
function wordOf({ text, runs }: Builder, { start, end, block }: Word): Word {
  const only = runs.length === 1 ? runs[0] : undefined;
  const segment: Segment = { quote: "", open: start, close: end, start, end };
  const last = only ?? { start, end };
  const places = only === undefined ? Array.from(text, (_, from) => ({ from, to: from + 1, start, end })) : runs;
  return { start: last.start, end: last.end, text, runs: places, expansions: new Map(), segments: [segment], block };
}
