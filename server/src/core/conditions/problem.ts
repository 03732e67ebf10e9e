import type { Range } from "./tree.ts";

/** Replaces a range of an expression's text; an empty one inserts. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** What a compiler of conditions would refuse. */
export interface Problem extends Range {
  readonly message: string;
  /** False where it may be something newer than what is known here. */
  readonly sure: boolean;
  readonly repair?: Repair | undefined;
}

export interface Repair {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}
