import type { HereDoc, Word as SyntaxWord } from "unbash";
import { decodeDocument, decodeWord } from "./decode.ts";
import type { Script } from "./script.ts";
import type { Word } from "./word.ts";

type Decoding = Pick<Script, "text" | "words">;

/** A word of the script's tree, decoded once. */
export function decoded(node: SyntaxWord, { text, words }: Decoding, block: Word["block"]): Word {
  const kept = words.get(node);
  if (kept !== undefined) return kept;
  const word = decodeWord(node, text, block);
  words.set(node, word);
  return word;
}

/** The body of a here-document, decoded once. */
export function decodedDocument(node: HereDoc, { text, words }: Decoding, block: Word["block"]): Word {
  const kept = words.get(node) ?? decodeDocument(node, text, block);
  words.set(node, kept);
  return kept;
}
