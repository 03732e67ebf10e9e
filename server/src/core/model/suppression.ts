import type { Span } from "../text/span.ts";

/** A comment that asks for findings of some rules not to be shown. */
export interface Suppression {
  readonly rules: readonly SuppressedRule[];
  /** `line`: on the lines of `lines`; `file`: everywhere; `statement`: in the statement around it or right behind it. */
  readonly extent: "line" | "file" | "statement";
  readonly reason: string;
  /** The comment. */
  readonly span: Span;
  /** The whole line with its end, when nothing else is written there; else the comment and the blanks in front of it. */
  readonly place: Span;
  /** The lines, from 0, whose findings and statements it covers; empty for a file. */
  readonly lines: readonly number[];
  /** Last day, ISO, on which it holds. */
  readonly until?: { readonly day: string; readonly span: Span };
  /** What keeps it from being read, in a few words; it then suppresses nothing. */
  readonly problem?: string;
  /** True for the comment of another linter: it is honoured, and nothing is said of it. */
  readonly foreign?: boolean;
}

export interface SuppressedRule {
  readonly id: string;
  readonly span: Span;
}

/** What came of a suppression. */
export interface SuppressionUse {
  readonly kind: "suppression";
  readonly suppression: Suppression;
  /** Its day is over. */
  readonly isExpired: boolean;
  /** Those of its rules that would have found nothing here, as far as that is sure. */
  readonly unused: readonly SuppressedRule[];
  /** Ids of all rules. */
  readonly known: readonly string[];
}

/** Something wrong in the project's configuration file. */
export interface ConfigMistake {
  readonly kind: "config-mistake";
  readonly span: Span;
  /** One sentence, without a full stop. */
  readonly message: string;
  /** What was probably meant instead of the word under `span`. */
  readonly meant?: string;
}
