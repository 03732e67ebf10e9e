import type { Fix, Safety } from "../model/finding.ts";
import { display, literal, type Value } from "../model/value.ts";

/** Writes other items behind one of a list. */
export const withItems = (after: Value, texts: readonly string[], safety: Safety): Fix => ({
  title: `Add ${texts.map((text) => `\`${text}\``).join(" and ")}`,
  safety,
  changes: texts.map((text) => ({ kind: "add-item", after, with: [literal(text)] })),
});

/** Takes a value out of the list that it stands in. */
export const withoutItem = (value: Value, safety: Safety): Fix => ({
  title: `Remove \`${display(value)}\``,
  safety,
  changes: [{ kind: "remove-item", value }],
});
