import type { HereDoc, Statement, Command as SyntaxCommand, Word as SyntaxWord } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import type { Block } from "./block.ts";
import type { Feed } from "./feed.ts";
import type { Read } from "./fields.ts";
import type { Word } from "./word.ts";

/** A statement in its list of statements. */
export interface Line {
  readonly node: Statement;
  readonly list: readonly Statement[];
  readonly index: number;
  /** The statement whose body holds the list. */
  readonly parent: Line | undefined;
}

/** A simple command: a name with its arguments. */
export interface Command {
  readonly node: SyntaxCommand;
  readonly block: Block;
  /** The innermost statement that can have a neighbour: not one inside a condition, a pipeline or a substitution. */
  readonly line: Line;
  /** Whether the command is all of its line's statement. */
  readonly alone: boolean;
  /** What stands in its words for what `xargs` reads. */
  readonly mark?: string;
}

/**
 * What a variable gets: a word, the name of another variable that it stands for, the words of an array, more words behind those of an array, a word under a key of an array, each word of a loop's list in turn, or
 * each argument of the function, or each key of an array, a field of a line, the fields or the lines as an array, or what is not looked into.
 */
export type Given =
  | { readonly kind: "word" | "array" | "more" | "loop" | "alias"; readonly nodes: readonly SyntaxWord[] }
  | { readonly kind: "entry"; readonly index: SyntaxWord; readonly nodes: readonly SyntaxWord[] }
  | { readonly kind: "keys"; readonly array: string }
  | { readonly kind: "field"; readonly read: Read; readonly index: number }
  | { readonly kind: "fields"; readonly read: Read }
  | { readonly kind: "lines"; readonly feed: Feed }
  | { readonly kind: "arguments" }
  | { readonly kind: "unknown" };

/** A place where a variable gets a value. */
export interface Definition {
  readonly name: string;
  /** From this offset on the value holds. */
  readonly at: number;
  readonly block: Block;
  /** The function whose own variable it is. */
  readonly owner: Block | undefined;
  readonly given: Given;
}

/** What a script says, free of its control flow as far as that can be done. */
export interface Script {
  readonly text: string;
  /** Where the document's own text begins; files that it runs in its own shell stand before. */
  readonly own: number;
  /** Commands that may be gcloud, in the order of the text. */
  readonly commands: readonly Command[];
  /** Commands that are not gcloud, nor of the script itself, and may do something to what they are given. */
  readonly others: readonly Command[];
  /** By variable, in the order of the text. */
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  /** Functions of the script. */
  readonly functions: ReadonlySet<string>;
  /** The name of each function by its body. */
  readonly bodies: ReadonlyMap<Block, string>;
  /** Commands that call a function of the script, by its name. */
  readonly calls: ReadonlyMap<string, readonly Command[]>;
  /** Functions that run their arguments as a command. */
  readonly wrappers: ReadonlySet<string>;
  /** Quoted words that hold commands (`eval "…"`), without their quotes: what is written there must need none. */
  readonly quotedScripts: readonly Stretch[];
  /** Scripts in here-documents and in quotes in which this script's shell replaces variables first, whatever quotes are around them. */
  readonly expandedScripts: readonly Stretch[];
  /** Whether a part of it is handed to another shell. */
  readonly hasForeign: boolean;
  /** Words that were decoded before. */
  readonly words: Map<SyntaxWord | HereDoc, Word>;
  /** Where positional parameters change their places: by how many, where that is known. */
  readonly shifts: readonly { readonly at: number; readonly block: Block; readonly by: number | undefined }[];
}
