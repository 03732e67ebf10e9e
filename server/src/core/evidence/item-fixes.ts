import type { Fix, Safety } from "../model/finding.ts";
import { display, type Value } from "../model/value.ts";

/** Takes a value out of the list that it stands in. */
export const withoutItem = (value: Value, safety: Safety): Fix => ({
  title: `Remove \`${display(value)}\``,
  safety,
  changes: [{ kind: "remove-item", value }],
});
