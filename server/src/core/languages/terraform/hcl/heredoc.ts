import type { Range } from "./tree.ts";

const MARK = /^[ \t]*([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?$/gmu;

/** The lines of a text that could end a heredoc, found once so that open heredocs cost no search each. */
export class HeredocMarks {
  readonly #text: string;
  readonly #start: number;
  #marks: Map<string, Range[]> | undefined;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#start = start;
  }

  /** The line at or behind `from` that holds only `tag`: from the line's start to the end of the tag. */
  next(tag: string, from: number): Range | undefined {
    this.#marks ??= this.#find();
    const marks = this.#marks.get(tag) ?? [];
    let low = 0;
    let high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((marks[middle]?.start ?? from) < from) low = middle + 1;
      else high = middle;
    }
    return marks[low];
  }

  #find(): Map<string, Range[]> {
    const marks = new Map<string, Range[]>();
    for (const { 0: line, 1: tag = "", index } of this.#text.slice(this.#start).matchAll(MARK)) {
      const start = this.#start + index;
      const range = { start, end: start + line.trimEnd().length };
      const list = marks.get(tag);
      if (list === undefined) marks.set(tag, [range]);
      else list.push(range);
    }
    return marks;
  }
}
