import type { Difference } from "../../../text/difference.ts";
import { movedItem } from "./moved.ts";
import type { Stretch, Tree } from "./tree.ts";

/** How far behind its end an item looks: whether a line ends there. */
const LOOKS_AHEAD = 2;

/**
 * What an earlier tree of nearly the same text read, for the parser to take over. An item without problems rests on nothing
 * but its own text and the line end behind it; it is the same wherever that text stands.
 */
export class Earlier {
  readonly #stretches: readonly Stretch[];
  readonly #difference: Difference;
  #next = 0;

  constructor(tree: Tree, difference: Difference) {
    this.#stretches = tree.stretches ?? [];
    this.#difference = difference;
  }

  /**
   * The stretches from the one that starts at an offset of the new text on, as far as they are the same one behind another;
   * offsets must be asked for in rising order.
   */
  from(offset: number): readonly Stretch[] {
    const { start, endBefore, endAfter } = this.#difference;
    if (offset >= start && offset < endAfter) return [];
    const isBehind = offset >= start;
    const by = isBehind ? endAfter - endBefore : 0;
    const first = this.#indexOf(offset - by);
    if (this.#stretches[first]?.start !== offset - by) return [];
    let end = first;
    for (let one = this.#stretches[end]; one?.isClean; one = this.#stretches[++end])
      if (isBehind ? one.start < endBefore : one.end + LOOKS_AHEAD > start) break;
    const kept = this.#stretches.slice(first, end);
    return by === 0 ? kept : kept.map((stretch) => moved(stretch, by));
  }

  /** The first stretch that does not start before an offset of the old text. */
  #indexOf(offset: number): number {
    while ((this.#stretches[this.#next]?.start ?? offset) < offset) this.#next++;
    return this.#next;
  }
}

const moved = ({ start, end, item }: Stretch, by: number): Stretch =>
  item === undefined
    ? { start: start + by, end: end + by, isClean: true }
    : { start: start + by, end: end + by, isClean: true, item: movedItem(item, by) };
