import { markAnchored, withSpans } from "../model/anchor.ts";
import type { Fact } from "../model/facts.ts";
import type { Value } from "../model/value.ts";
import type { Span } from "../text/span.ts";
import type { Extraction } from "./language.ts";

/**
 * What was read once, wherever its text stands now: the same facts for as long as the text is the same. Values are anchored
 * when they are asked for: findings do not need them.
 */
export class AnchoredExtraction implements Extraction {
  readonly facts: readonly Fact[];
  /** What was read at first. */
  readonly origin: Extraction;
  readonly #anchored: (span: Span) => Span;
  #values: readonly Value[] | undefined;

  /** @param anchored gives a place that goes with its text for one that was read. */
  constructor(origin: Extraction, anchored: (span: Span) => Span) {
    this.origin = origin;
    this.#anchored = anchored;
    this.facts = withSpans(origin.facts, anchored);
    for (const fact of this.facts) markAnchored(fact);
  }

  get values(): readonly Value[] {
    this.#values ??= withSpans(this.origin.values, this.#anchored);
    return this.#values;
  }
}
