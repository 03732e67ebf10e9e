import type { Fix, Safety } from "../model/finding.ts";
import type { Prefix } from "../model/principal.ts";
import { displayParts, literal, type Part, type Value } from "../model/value.ts";

/** Writes `prefix:` in front of what stands behind a member's colon, or of the whole text of one that has none. */
export const withPrefix = (member: Value, prefix: Prefix, rest: readonly Part[], safety: Safety): Fix => ({
  title: `Replace with \`${displayParts([literal(`${prefix}:`), ...rest]).trim()}\``,
  safety,
  changes: [{ kind: "replace", value: member, with: [literal(`${prefix}:`), ...rest] }],
});

/** Writes other text in the place of a member. */
export const withMember = (member: Value, parts: readonly Part[], safety: Safety): Fix => ({
  title: `Replace with \`${displayParts(parts).trim()}\``,
  safety,
  changes: [{ kind: "replace", value: member, with: parts }],
});
