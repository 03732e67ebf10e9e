import { type Anchor, anchoredSpan, markAnchored, withSpans } from "../model/anchor.ts";
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
  readonly #anchorAt: (span: Span) => Anchor | undefined;
  #values: readonly Value[] | undefined;

  constructor(origin: Extraction, anchorAt: (span: Span) => Anchor | undefined) {
    this.origin = origin;
    this.#anchorAt = anchorAt;
    this.facts = this.#anchored(origin.facts);
    for (const fact of this.facts) markAnchored(fact);
  }

  get values(): readonly Value[] {
    this.#values ??= this.#anchored(this.origin.values);
    return this.#values;
  }

  /** Places were read where the anchors first stood. */
  #anchored<T>(read: T): T {
    return withSpans(read, (span) => {
      const anchor = this.#anchorAt(span);
      return anchor === undefined ? span : anchoredSpan(movedBy(span, anchor.by), anchor);
    });
  }
}

const movedBy = ({ uri, start, end }: Span, by: number): Span => ({ uri, start: start + by, end: end + by });
