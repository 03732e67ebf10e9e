import { type Elsewhere, type Extraction, NOWHERE, type Source } from "../language.ts";
import { extractScript } from "./extract.ts";
import { withPolicyFiles } from "./policy-file.ts";
import { readScript } from "./shell/read.ts";
import type { Script } from "./shell/script.ts";

const scriptOf = ({ text, pieces = [{ start: 0, end: text.length }] }: Source): Script => readScript(text, pieces);

/** What a source says. The tree is not kept: it is many times as big, and most documents are read once. */
export const extractSource = (source: Source, elsewhere: Elsewhere = NOWHERE): Extraction =>
  withPolicyFiles(extractScript(scriptOf(source), source.uri), source, elsewhere);

/** A script with what it says, for writing changes into it. */
export interface ReadSource extends Extraction {
  readonly source: Source;
  readonly script: Script;
}

const kept = new WeakMap<Source, ReadSource>();

/** Reads a source and keeps it: one that is changed once is changed again. */
export function readForChange(source: Source): ReadSource {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const script = scriptOf(source);
  const read = { source, script, ...extractScript(script, source.uri) };
  kept.set(source, read);
  return read;
}
