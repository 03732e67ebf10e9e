import type { Flaw } from "../model/facts.ts";
import type { Fix, Safety } from "../model/finding.ts";

/** The repairs that a language worked out for a flaw. */
export const flawFixes = ({ repairs }: Flaw, safety: Safety): readonly Fix[] =>
  repairs.map(({ title, edits }) => ({
    title,
    safety,
    changes: edits.map(({ span, text }) => ({ kind: "rewrite", span, text })),
  }));
