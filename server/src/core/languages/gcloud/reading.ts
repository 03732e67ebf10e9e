import { apart, joined } from "../joined.ts";
import { type Elsewhere, type Extraction, NOTHING, NOWHERE, type Piece, type Source } from "../language.ts";
import { extractScript } from "./extract.ts";
import { mayInvoke } from "./interest.ts";
import { withPolicyFiles } from "./policy-file.ts";
import { readScript, type ScriptPiece } from "./shell/read.ts";
import type { Script } from "./shell/script.ts";
import { sourcedBy } from "./sourced.ts";

const piecesOf = ({ text, pieces = [{ start: 0, end: text.length }] }: Source): readonly Piece[] => pieces;

const scriptOf = (source: Source): Script => readScript(source.text, piecesOf(source));

/** What a source says. The tree is not kept: it is many times as big, and most documents are read once. */
export const extractSource = (source: Source, elsewhere: Elsewhere = NOWHERE): Extraction =>
  withPolicyFiles(extractWithSourced(source, elsewhere), source, elsewhere);

/** With the variables and functions of the files that it runs in its own shell. */
function extractWithSourced(source: Source, elsewhere: Elsewhere): Extraction {
  const files = elsewhere === NOWHERE ? [] : sourcedBy(source, elsewhere);
  if (files.length === 0) return mayInvoke(source.text) ? extractScript(scriptOf(source), source.uri) : NOTHING;
  const all = joined(
    files.map((file) => file.source),
    source,
  );
  if (!mayInvoke(all.source.text)) return NOTHING;
  const own = all.parts.at(-1)?.start ?? 0;
  const isOne = source.pieces === undefined || source.pieces.length === 1;
  const before = files.flatMap(({ isSure }, i): readonly ScriptPiece[] => {
    const { start = 0, end = 0 } = all.parts[i] ?? {};
    return [{ start, end, isSure: isSure && isOne }];
  });
  const pieces = piecesOf(source).map(({ start, end }) => ({ start: start + own, end: end + own }));
  return apart(extractScript(readScript(all.source.text, [...before, ...pieces], own), source.uri), all);
}

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
