import {
  type Elsewhere,
  type Extraction,
  type Language,
  NOTHING,
  type Source,
} from "../../server/src/core/languages/language.ts";
import { languageOf } from "../../server/src/core/languages/registry.ts";
import { type Case, fileText } from "./markdown.ts";

/** The folder that the files of a case lie in. */
export const ROOT = "file:///w";

export const uriOf = (path: string): string => `${ROOT}/${path}`;

/** The files of a case: its blocks that have a path. */
export const sourcesOf = (one: Case): readonly Source[] =>
  one.blocks
    .filter((block) => block.path !== "" && !block.info.includes("fixed"))
    .map((block) => ({ uri: uriOf(block.path), text: fileText(block) }));

/** @throws Error when no language reads the document. */
export function languageOfSource({ uri, text }: Source): Language {
  const language = languageOf(uri, text.split("\n", 1)[0] ?? "");
  if (language === undefined) throw new Error(`no language reads ${uri}`);
  return language;
}

/** Reads documents unit by unit, as the workspace does, but without the prefilter. Files of no language can only be asked for. */
export function extractAll(sources: readonly Source[]): Extraction {
  const units = new Map<string, { language: Language; unit: Source[] }>();
  for (const source of sources) {
    const language = languageOf(source.uri, source.text.split("\n", 1)[0] ?? "");
    if (language === undefined) continue;
    const key = `${language.id} ${language.unitOf?.(source.uri) ?? source.uri}`;
    const entry = units.get(key) ?? { language, unit: [] };
    entry.unit.push(source);
    units.set(key, entry);
  }
  const extractions = [...units.values()].map(({ language, unit }) =>
    checked(language, unit, {
      unit: (key) => units.get(`${language.id} ${key}`)?.unit ?? [],
      file: (uri) => sources.find((source) => source.uri === uri),
      filesBelow: (folder) =>
        sources.filter(({ uri }) => uri.startsWith(`${folder}/`)).map(({ uri }) => uri.slice(folder.length + 1)),
    }),
  );
  if (extractions.length === 0) return NOTHING;
  return { facts: extractions.flatMap(({ facts }) => facts), values: extractions.flatMap(({ values }) => values) };
}

/** @throws Error when the prefilter calls all documents of the unit empty although something was read. */
function checked(language: Language, unit: readonly Source[], elsewhere: Elsewhere): Extraction {
  const extraction = language.extract(unit, elsewhere);
  const empty = extraction.facts.length + extraction.values.length === 0;
  if (!empty && !unit.some(({ text }) => language.mayHold(text))) throw new Error("mayHold denies what extract found");
  return extraction;
}
