import type { Fact } from "../model/facts.ts";
import { type Move, movedFacts, movedValues } from "../model/moved.ts";
import type { Value } from "../model/value.ts";
import type { Extraction } from "./language.ts";

/** What was read, at other places. Values are moved when they are asked for: findings do not need them. */
export class MovedExtraction implements Extraction {
  readonly facts: readonly Fact[];
  /** What was read at first. */
  readonly origin: Extraction;
  readonly #move: Move;
  #values: readonly Value[] | undefined;

  constructor(origin: Extraction, move: Move) {
    this.facts = movedFacts(origin.facts, move);
    this.origin = origin;
    this.#move = move;
  }

  get values(): readonly Value[] {
    this.#values ??= movedValues(this.origin.values, this.#move);
    return this.#values;
  }
}
