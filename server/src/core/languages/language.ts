import type { Fact } from "../model/facts.ts";
import type { Change } from "../model/finding.ts";
import type { Value } from "../model/value.ts";
import type { Edit } from "../text/edit.ts";

/** One version of a document. The object's identity is the version: a changed text is a new Source. */
export interface Source {
  readonly uri: string;
  readonly text: string;
  /**
   * Stretches of the text that are pieces of the language on their own, as the fenced blocks of a Markdown document are;
   * nothing outside of them counts. Absent: the whole text is one piece.
   */
  readonly pieces?: readonly Piece[];
}

/** A half-open range of offsets. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** What documents say, free of syntax. */
export interface Extraction {
  readonly facts: readonly Fact[];
  /** Every place where something of a slot stands, also empty or half-typed: for hover and completion. */
  readonly values: readonly Value[];
}

export const NOTHING: Extraction = { facts: [], values: [] };

/** What a unit may build upon beyond its own documents. What is not there, or not known yet, is no answer. */
export interface Elsewhere {
  /** The documents of another unit, by its key (a module that is called); none when it is not there. */
  unit(key: string): readonly Source[];
  /** A file as it is, of whatever language, by its uri. */
  file(uri: string): Source | undefined;
  /** Paths of the files in a folder and below it, relative to it, with slashes; all of them, or `undefined`. */
  filesBelow(folder: string): readonly string[] | undefined;
}

/** For a unit that stands alone. */
export const NOWHERE: Elsewhere = { unit: () => [], file: () => undefined, filesBelow: () => undefined };

/** All that a language has to provide. It never sees a rule, and no rule ever sees it. */
export interface Language {
  /** Name in reports: `terraform`, `yaml`, `json`, `gcloud`, `markdown`. */
  readonly id: string;
  /** Whether a document is of this language, by its name and, where the name does not tell, its first line. */
  matches(uri: string, firstLine: string): boolean;
  /** Documents of the same unit are read together (a Terraform module's folder); by default each stands alone. */
  unitOf?(uri: string): string;
  /** Cheap and never wrong the other way: false means that the text holds nothing for `extract`. */
  mayHold(text: string): boolean;
  /**
   * Reads all documents of one unit. Total: broken input gives fewer facts, never an exception.
   * Syntax trees are kept per Source, so that a change of one document parses one document.
   * `elsewhere` gives what the unit may build upon.
   */
  extract(unit: readonly Source[], elsewhere?: Elsewhere): Extraction;
  /** Makes known to `render` which documents are one unit, where `extract` was not asked here. */
  join?(unit: readonly Source[]): void;
  /** Turns an intent into edits of `source`; `undefined` when this place has no form for it. */
  render(change: Change, source: Source): readonly Edit[] | undefined;
}
