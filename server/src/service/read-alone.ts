import { type Elsewhere, type Extraction, type Language, NOTHING, type Source } from "../core/languages/language.ts";
import { languageOf } from "../core/languages/registry.ts";
import type { Fact } from "../core/model/facts.ts";

/** The language of a text. */
export const languageOfSource = ({ uri, text }: Source): Language | undefined => languageOf(uri, firstLine(text));

const firstLine = (text: string): string => text.slice(0, 200).split("\n", 1)[0] ?? "";

/** Reads a unit; one in which no document can hold anything is not parsed. */
export const read = (language: Language, sources: readonly Source[], elsewhere: Elsewhere): Extraction =>
  sources.some(({ text }) => language.mayHold(text)) ? language.extract(sources, elsewhere) : NOTHING;

/**
 * What the documents of a unit say, as plain data; `undefined` for a unit that asks for more than its documents or that cannot
 * be read, which a workspace has to read itself.
 */
export function readAlone(sources: readonly Source[]): readonly Fact[] | undefined {
  const [first] = sources;
  const language = first && languageOfSource(first);
  let asks = false;
  const refuse = (): never => {
    asks = true;
    throw new Error("this is read elsewhere");
  };
  try {
    const facts = language && read(language, sources, { unit: refuse, file: refuse, filesBelow: refuse }).facts;
    return asks ? undefined : facts;
  } catch {
    return undefined;
  }
}
