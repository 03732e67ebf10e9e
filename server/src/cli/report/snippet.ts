import { harmless, letterWidth, splitLetters } from "./width.ts";

/** A line of source as it is shown, and how the place in it is underlined. */
export interface Snippet {
  readonly text: string;
  readonly indent: number;
  readonly length: number;
}

interface Letter {
  readonly shown: string;
  readonly width: number;
  /** Offset in the line. */
  readonly at: number;
}

const TAB = "    ";
const CUT = "…";
/** How much of a line before and behind the place is looked at: no line is too long to be shown. */
const REACH = 500;

/**
 * Shows the characters from `start` to `end` of a line in at most `columns` columns; what does not fit around them is cut off on
 * both sides.
 */
export function snippet(line: string, start: number, end: number, columns: number): Snippet {
  const from = Math.max(0, start - REACH);
  const to = Math.min(line.length, Math.max(start, Math.min(end, start + REACH)) + REACH);
  const letters = lettersOf(line.slice(from, to), from);
  const first = start >= to ? letters.length : letters.findLastIndex(({ at }) => at <= start);
  const behind = letters.findLastIndex(({ at }) => at < end) + 1;
  const place: Stretch = [first, Math.max(first, behind)];
  const shown = widen(place, letters, columns);
  const cutBefore = from > 0 || shown[0] > 0;
  const cutBehind = to < line.length || shown[1] < letters.length;
  const textOf = ([a, b]: Stretch) =>
    letters
      .slice(a, b)
      .map((letter) => letter.shown)
      .join("");
  return {
    text: `${cutBefore ? CUT : ""}${textOf(shown)}${cutBehind ? CUT : ""}`.trimEnd(),
    indent: (cutBefore ? 1 : 0) + widthOfStretch([shown[0], place[0]], letters),
    length: Math.max(1, widthOfStretch([place[0], Math.min(place[1], shown[1])], letters)),
  };
}

/** Indexes of letters, the second one behind the last. */
type Stretch = readonly [number, number];

const widthOfStretch = ([from, to]: Stretch, letters: readonly Letter[]): number =>
  letters.slice(from, to).reduce((sum, { width }) => sum + width, 0);

function lettersOf(text: string, offset: number): readonly Letter[] {
  return splitLetters(text).map(({ segment, index }) => {
    const shown = segment === "\t" ? TAB : harmless(segment);
    return { shown, width: shown === TAB ? TAB.length : letterWidth(shown), at: offset + index };
  });
}

/** Takes in letters on both sides, the left ones up to a third, while there is room; a place that is too wide is cut itself. */
function widen([from, to]: Stretch, letters: readonly Letter[], columns: number): Stretch {
  const room = columns - 2;
  if (widthOfStretch([0, letters.length], letters) <= columns) return [0, letters.length];
  const wanted = Math.min(widthOfStretch([from, to], letters), room);
  const left = grow(from, -1, letters, Math.floor((room - wanted) / 3));
  const right = grow(from, 1, letters, room - widthOfStretch([left, from], letters));
  return [grow(left, -1, letters, room - widthOfStretch([left, right], letters)), right];
}

/** The index that is reached from `at` in steps of one letter without using up more than `room` columns. */
function grow(at: number, step: 1 | -1, letters: readonly Letter[], room: number): number {
  let left = room;
  let index = at;
  for (;;) {
    const next = letters[step === 1 ? index : index - 1];
    if (next === undefined || next.width > left) return index;
    left -= next.width;
    index += step;
  }
}
