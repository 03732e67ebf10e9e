import type { Span } from "../../text/span.ts";

/** A stretch of an assembled text and where it stands in the document; of equal length, or one thing as a whole. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** A text put together from stretches of a document and from words of its own, with the way back to the document. */
export class Assembly {
  readonly #runs: Run[] = [];
  readonly #pieces: string[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get text(): string {
    return this.#pieces.join("");
  }

  /** A word that the document does not hold. */
  say(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }

  /** What a stretch of the document means. */
  copy(text: string, start: number, end: number): void {
    if (text === "") return;
    const from = this.#length;
    this.#runs.push({ from, to: from + text.length, start, end });
    this.say(text);
  }

  /** Where a stretch of the text stands in the document; beside what is copied, the nearest place. */
  placeOf({ start, end }: { readonly start: number; readonly end: number }, uri: string): Span {
    if (start === end) {
      const place = this.#pointAt(start);
      return { uri, start: place, end: place };
    }
    const first = this.#startOf(start);
    return { uri, start: first, end: Math.max(first, this.#endOf(end)) };
  }

  /** Where an edit of the text goes in the document; `undefined` when the document does not hold all of the stretch. */
  editedAt({ start, end }: { readonly start: number; readonly end: number }): Stretch | undefined {
    const run = this.#runs[this.#lastBefore(start + 1)];
    if (run === undefined || start > run.to) return undefined;
    if (start === end) return { start: inRun(run, start), end: inRun(run, start) };
    const last = this.#runs[this.#lastBefore(end)];
    if (last === undefined || end > last.to || !this.#isUnbroken(start, end)) return undefined;
    const from = start === run.to ? this.#startOf(start) : inRun(run, start);
    return { start: from, end: inRun(last, end) };
  }

  /** The stretch of the text that was copied from a stretch of the document. */
  assembledAt({ start, end }: { readonly start: number; readonly end: number }): Stretch | undefined {
    const first = this.#runs.find((run) => run.start <= start && start <= run.end && end >= run.start);
    const last = this.#runs.findLast((run) => run.start <= end && end <= run.end);
    if (first === undefined || last === undefined) return undefined;
    const from = Math.min(first.from + start - first.start, first.to);
    return { start: from, end: Math.max(from, Math.min(last.from + end - last.start, last.to)) };
  }

  #isUnbroken(start: number, end: number): boolean {
    let at = start;
    for (let i = this.#lastBefore(start + 1); at < end; i++) {
      const run = this.#runs[i];
      if (run === undefined || run.from > at) return false;
      at = Math.max(at, run.to);
    }
    return true;
  }

  #pointAt(offset: number): number {
    const run = this.#runs[this.#lastBefore(offset + 1)];
    if (run !== undefined && offset <= run.to) return inRun(run, offset);
    const next = this.#runs[this.#lastBefore(offset + 1) + 1];
    return next?.start ?? run?.end ?? 0;
  }

  #startOf(offset: number): number {
    const index = this.#lastBefore(offset + 1);
    const run = this.#runs[index];
    if (run !== undefined && offset < run.to) return inRun(run, offset);
    return this.#runs[index + 1]?.start ?? run?.end ?? 0;
  }

  #endOf(offset: number): number {
    const run = this.#runs[this.#lastBefore(offset)];
    return run === undefined ? 0 : inRun(run, Math.min(offset, run.to));
  }

  /** Index of the last run that begins before an offset; -1 when there is none. */
  #lastBefore(offset: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.from ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A place inside of a run; of one that has another length than its text only the ends are exact. */
const inRun = ({ from, to, start, end }: Run, offset: number): number =>
  offset === to ? end : Math.min(start + offset - from, end);
