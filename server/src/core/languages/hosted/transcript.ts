import type { Stretch } from "../../model/placeholders.ts";
import type { Piece } from "../language.ts";

/**
 * A stretch of a transcript, and where it is written in the document: character by character where both are equally long, else as a
 * whole (an escape, a variable in the notation of the document).
 */
export interface Run extends Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * What a document holds in another language, as a text of that language. Runs stand in the order of the transcript; what no run
 * holds stands in one of the two only: the marks of the document, or words that the transcript needs.
 */
export interface Transcript {
  readonly text: string;
  readonly runs: readonly Run[];
  /** In the transcript. */
  readonly pieces: readonly Piece[];
}

/** Writes a transcript; what a document holds once may be written several times, and in another order. */
export class Scribe {
  readonly #document: string;
  readonly #runs: Run[] = [];
  readonly #pieces: Piece[] = [];
  readonly #texts: string[] = [];
  #length = 0;

  /** Of what is written so far. */
  get length(): number {
    return this.#length;
  }

  constructor(document: string) {
    this.#document = document;
  }

  /** Takes a stretch of the document as it is. */
  copy(start: number, end: number): void {
    if (end > start) this.put(this.#document.slice(start, end), start, end);
  }

  /** Writes another text for a stretch of the document. */
  put(text: string, start: number, end: number): void {
    if (text === "") return;
    const from = this.#length;
    this.add(text);
    const last = this.#runs.at(-1);
    const goesOn = last?.to === from && last.end === start && isEven(last) && text.length === end - start;
    if (goesOn) this.#runs[this.#runs.length - 1] = { ...last, to: this.#length, end };
    else this.#runs.push({ from, to: this.#length, start, end });
  }

  /** Writes a text that stands nowhere in the document. */
  add(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
  }

  /** What `write` writes is a piece of its own, on lines of its own. */
  piece(write: () => void): void {
    const start = this.#length;
    write();
    if (this.#length === start) return;
    this.#pieces.push({ start, end: this.#length });
    this.add("\n");
  }

  transcript(): Transcript {
    return { text: this.#texts.join(""), runs: this.#runs, pieces: this.#pieces };
  }
}

const isEven = ({ from, to, start, end }: Run): boolean => to - from === end - start;

/** The runs of a stretch of the transcript, cut at its ends. */
export function runsIn({ runs }: Transcript, from: number, to: number): readonly Run[] {
  const found: Run[] = [];
  for (let i = firstWhere(runs, (run) => run.to > from); i < runs.length; i++) {
    const run = runs[i];
    if (run === undefined || run.from >= to) break;
    const even = isEven(run);
    const [first, last] = even ? [Math.max(from, run.from), Math.min(to, run.to)] : [run.from, run.to];
    const start = even ? run.start + first - run.from : run.start;
    found.push({ from: first, to: last, start, end: even ? start + last - first : run.end });
  }
  return found;
}

/** Where a stretch of the transcript is written in the document. */
export const toDocument = ({ runs }: Transcript, stretch: Stretch): Stretch => moved(runs, stretch);

/** Where stretches of the document stand in the transcript: the first time, if several times. */
export function toTranscript({ runs }: Transcript): (stretch: Stretch) => Stretch {
  const turned = runs.map(({ from, to, start, end }) => ({ from: start, to: end, start: from, end: to }));
  const sorted = turned.sort((a, b) => a.from - b.from);
  const first = sorted.filter(({ from }, i) => from !== sorted[i - 1]?.from);
  return (stretch) => moved(first, stretch);
}

function moved(runs: readonly Run[], { start, end }: Stretch): Stretch {
  const behind = endIn(runs, Math.max(start, end));
  const before = end > start ? startIn(runs, start) : (behind ?? startIn(runs, start));
  const from = before ?? behind ?? 0;
  return { start: from, end: Math.max(from, behind ?? from) };
}

/** Where a character at an offset begins; what stands in no run begins where the next run does. */
function startIn(runs: readonly Run[], offset: number): number | undefined {
  const run = runs[firstWhere(runs, ({ to }) => to > offset)];
  return run && (isEven(run) && offset > run.from ? run.start + offset - run.from : run.start);
}

/** Where the character before an offset ends; what stands in no run ends where the run before it does. */
function endIn(runs: readonly Run[], offset: number): number | undefined {
  const run = runs[firstWhere(runs, ({ from }) => from >= offset) - 1];
  return run && (isEven(run) && offset < run.to ? run.start + offset - run.from : run.end);
}

/** Index of the first run for which the test holds, which then holds for all behind it. */
function firstWhere(runs: readonly Run[], test: (run: Run) => boolean): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run !== undefined && !test(run)) low = middle + 1;
    else high = middle;
  }
  return low;
}
