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
  readonly #by: number;
  #next = 0;

  constructor(tree: Tree, difference: Difference) {
    this.#stretches = tree.stretches ?? [];
    this.#difference = difference;
    this.#by = difference.endAfter - difference.endBefore;
  }

  /** The stretch that starts at an offset of the new text; offsets must be asked for in rising order. */
  at(offset: number): Stretch | undefined {
    const { start, endBefore, endAfter } = this.#difference;
    if (offset >= start && offset < endAfter) return undefined;
    const by = offset < start ? 0 : this.#by;
    const before = offset - by;
    while ((this.#stretches[this.#next]?.start ?? before) < before) this.#next++;
    const found = this.#stretches[this.#next];
    if (found?.start !== before || !found.isClean) return undefined;
    const isUntouched = found.end + LOOKS_AHEAD <= start || found.start >= endBefore;
    return isUntouched ? moved(found, by) : undefined;
  }
}

const moved = (stretch: Stretch, by: number): Stretch =>
  by === 0
    ? stretch
    : {
        start: stretch.start + by,
        end: stretch.end + by,
        isClean: true,
        ...(stretch.item && { item: movedItem(stretch.item, by) }),
      };
