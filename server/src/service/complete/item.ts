import type { Edit } from "../../core/text/edit.ts";

/** One offer of a completion. */
export interface Item {
  readonly label: string;
  readonly kind: "role" | "permission" | "member" | "account" | "prefix";
  readonly detail?: string;
  /** What the typed text is matched with: the label and, for a role, its title. */
  readonly filter: string;
  /** Smaller ranks come first. */
  readonly rank: number;
  readonly edit: Edit;
  /** Where the cursor goes, counted in the edit's text; behind it when absent. */
  readonly caret?: number;
  readonly deprecated?: boolean;
  /** What {@link documentation} tells about the item. */
  readonly subject?: Subject;
}

export interface Subject {
  readonly kind: "role" | "permission";
  readonly name: string;
}

export interface Completion {
  readonly items: readonly Item[];
  /** True when there are more that fit. */
  readonly isIncomplete: boolean;
}

/** How many items one answer has: more only slow an editor down. */
const MOST = 200;

/** The best items by rank, then in the order in which they came. */
export function best(items: readonly Item[]): Completion {
  const ordered = [...items].sort((a, b) => a.rank - b.rank);
  return { items: ordered.slice(0, MOST), isIncomplete: ordered.length > MOST };
}
