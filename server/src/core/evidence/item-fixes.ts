import type { Fix, Safety } from "../model/finding.ts";
import { display, literal, type Value } from "../model/value.ts";

/** Writes another item behind one of a list. */
export const withItem = (after: Value, text: string, safety: Safety): Fix => ({
  title: `Add \`${text}\``,
  safety,
  changes: [{ kind: "add-item", after, with: [literal(text)] }],
});

/** Takes a value out of the list that it stands in. */
export const withoutItem = (value: Value, safety: Safety): Fix => ({
  title: `Remove \`${display(value)}\``,
  safety,
  changes: [{ kind: "remove-item", value }],
});
