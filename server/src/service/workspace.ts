import { type Graph, joinGraph } from "../core/graph/graph.ts";
import { replaceVersion } from "../core/languages/earlier.ts";
import {
  type Elsewhere,
  type Extraction,
  type Language,
  NOTHING,
  NOWHERE,
  type Source,
} from "../core/languages/language.ts";
import { languageOf } from "../core/languages/registry.ts";
import type { Fact } from "../core/model/facts.ts";
import type { Suppression } from "../core/model/suppression.ts";
import type { Value } from "../core/model/value.ts";
import { languageOfSource, read } from "./read-alone.ts";
import { type Book, bookOf, fileKey, fileOf, folderKey, Shelf, type Wanted } from "./shelf.ts";
import { standsIn } from "./stands-in.ts";
import { type UnitFacts, withoutSuperseded } from "./supersede.ts";

/** Documents that are read together; `read` is absent while it is out of date. */
interface Unit {
  readonly key: string;
  readonly language: Language;
  readonly documents: Map<string, Book>;
  read?: Read;
}

/** What a unit says; it reads the units, files and folders with these keys, or would, were they there. */
interface Read extends UnitFacts {
  /** Absent where the facts were read elsewhere, and nobody has asked for the values yet. */
  extraction?: Extraction;
}

/** Called with the documents that a language failed to read. */
export type OnCrash = (uris: readonly string[], error: unknown) => void;

/** The documents of a workspace and what they say. Reads nothing itself: whoever holds it puts the texts in. */
export class Workspace {
  readonly #units = new Map<string, Unit>();
  readonly #unitOf = new Map<string, string>();
  readonly #onCrash: OnCrash | undefined;
  readonly #shelf = new Shelf();
  /** Units by what they built upon when they were last read. */
  readonly #readers = new Map<string, Set<Unit>>();
  #facts: readonly UnitFacts[] | undefined;
  #graph: Graph | undefined;
  #isGraphOld = false;

  /** With `onCrash`, documents that a language fails to read hold nothing; without it the failure is thrown. */
  constructor(onCrash?: OnCrash) {
    this.#onCrash = onCrash;
  }

  /** Adds a document or replaces its text; a text of no known language is ignored. */
  set(source: Source): void {
    const language = languageOfSource(source);
    const key = language === undefined ? undefined : unitKey(language, source.uri);
    const before = this.#unitOf.get(source.uri);
    if (before !== undefined && before !== key) this.delete(source.uri);
    if (language === undefined || key === undefined) return;
    const unit = this.#units.get(key) ?? { key, language, documents: new Map<string, Book>() };
    const earlier = unit.documents.get(source.uri);
    if (earlier?.source.text === source.text) return;
    if (earlier !== undefined) replaceVersion(earlier.source, source);
    unit.documents.set(source.uri, bookOf(source, earlier));
    this.#units.set(key, unit);
    this.#unitOf.set(source.uri, key);
    this.#changed(key);
    this.#changed(fileKey(source.uri));
  }

  /**
   * Takes the facts of a unit that were read elsewhere, on their own (`readAlone`). Of no effect where the unit's documents are
   * no longer exactly these sources.
   */
  adopt(sources: readonly Source[], facts: readonly Fact[]): void {
    const unit = this.#unit(sources[0]?.uri ?? "");
    const own = sourcesOf(unit);
    if (unit === undefined || own.length !== sources.length || own.some((one, i) => one !== sources[i])) return;
    unit.language.join?.(sources);
    unit.read = { key: unit.key, facts, reads: new Set() };
    this.#facts = undefined;
    this.#isGraphOld = true;
  }

  delete(uri: string): void {
    const key = this.#unitOf.get(uri);
    const unit = key === undefined ? undefined : this.#units.get(key);
    if (key === undefined || unit === undefined) return;
    unit.documents.delete(uri);
    this.#changed(key);
    if (unit.documents.size === 0) {
      this.#units.delete(key);
      this.#shelf.forget(key);
    }
    this.#unitOf.delete(uri);
    this.#shelf.forget(fileKey(uri));
    this.#changed(fileKey(uri));
  }

  /** What units would build upon and nobody has told of yet; each is named once. */
  takeWanted(): readonly Wanted[] {
    return this.#shelf.takeWanted();
  }

  /** Tells what a file holds that units build upon, `undefined` for nothing; it is no document by that, and not looked into. */
  provideFile(uri: string, text: string | undefined): void {
    if (this.#shelf.putFile(uri, text)) this.#changed(fileKey(uri));
  }

  /** Tells the files in a folder and below it, as `Elsewhere.filesBelow` gives them. */
  provideFolder(uri: string, paths: readonly string[] | undefined): void {
    this.#shelf.putFolder(uri, paths);
    this.#changed(folderKey(uri));
  }

  /** Whether a unit builds upon a file, or would if it were there. */
  isBuiltUpon(uri: string): boolean {
    return this.#shelf.knows(fileKey(uri));
  }

  /** Folders whose files a unit has asked for and that a file lies in. */
  listedAround(uri: string): readonly string[] {
    return this.#shelf.foldersAround(uri);
  }

  /** What was read of a unit, and of those that build upon it, is out of date. */
  #changed(key: string): void {
    const unit = this.#units.get(key);
    if (unit !== undefined) delete unit.read;
    for (const reader of this.#readers.get(key) ?? []) delete reader.read;
    this.#readers.delete(key);
    this.#facts = undefined;
    this.#isGraphOld = true;
  }

  has(uri: string): boolean {
    return this.#unitOf.has(uri);
  }

  uris(): readonly string[] {
    return [...this.#unitOf.keys()];
  }

  /** The document's text as last set, or undefined when it is not here or was released. */
  source(uri: string): Source | undefined {
    return this.#document(uri)?.source;
  }

  language(uri: string): Language | undefined {
    return this.#unit(uri)?.language ?? (this.#shelf.file(uri) && languageOf(uri, ""));
  }

  suppressions(uri: string): readonly Suppression[] {
    return this.#document(uri)?.suppressions ?? [];
  }

  /** Documents that are read together with this one, itself among them. */
  joined(uri: string): readonly string[] {
    return [...(this.#unit(uri)?.documents.keys() ?? [])];
  }

  /** Facts of the unit that the document belongs to. */
  unitFacts(uri: string): readonly Fact[] {
    const unit = this.#unit(uri);
    return unit === undefined ? [] : this.#read(unit).facts;
  }

  /**
   * Facts on which findings in the document's unit may rest: its own, those that callers of the unit read in it or
   * with a word of it, and those of units that build upon the document.
   */
  factsAbout(uri: string): readonly Fact[] {
    const own = this.#unit(uri);
    const facts = this.#settled();
    const file = fileKey(uri);
    return Array.from(this.#units.values()).flatMap((unit, i) => {
      const said = facts[i]?.facts ?? [];
      if (unit === own || unit.read?.reads.has(file)) return said;
      if (own === undefined || !unit.read?.reads.has(own.key)) return [];
      return said.filter((fact) => standsIn(fact, (place) => own.documents.has(place)));
    });
  }

  values(uri: string): readonly Value[] {
    return this.unitValues(uri).filter((value) => value.span.uri === uri);
  }

  /**
   * Values of the unit that the document belongs to, as those of other documents may be used in this one; and those that
   * other units read in it.
   */
  unitValues(uri: string): readonly Value[] {
    const unit = this.#unit(uri);
    const own = unit === undefined ? [] : this.#valuesOf(unit);
    if (!this.isBuiltUpon(uri)) return own;
    const readers = [...this.#units.values()].filter((other) => this.#read(other).reads.has(fileKey(uri)));
    const found = readers.flatMap((reader) => this.#valuesOf(reader));
    return [...own, ...found.filter(({ span }) => span.uri === uri)];
  }

  /** Facts of all documents, in the order in which their units came. */
  facts(): readonly Fact[] {
    return this.#settled().flatMap(({ facts }) => facts);
  }

  /** Facts by unit, each statement as its callers see it. */
  #settled(): readonly UnitFacts[] {
    this.#facts ??= withoutSuperseded(
      Array.from(this.#units.values(), (unit) => {
        const read = this.#read(unit);
        return read.reads.size === 0 ? read : { ...read, reads: this.#unitsAmong(read.reads) };
      }),
    );
    return this.#facts;
  }

  /** What a unit built upon, each file as the unit that reads it as a document. */
  #unitsAmong(others: ReadonlySet<string>): ReadonlySet<string> {
    return new Set([...others].map((key) => this.#unitOf.get(fileOf(key)) ?? key));
  }

  /** The graph of all facts; `once` tells that the documents are not expected to change any more. */
  graph(once = false): Graph {
    if (this.#graph === undefined || this.#isGraphOld) this.#graph = joinGraph(this.#settled(), this.#graph, once);
    this.#isGraphOld = false;
    return this.#graph;
  }

  /** Reads a unit once; a unit in which no document can hold anything is not parsed. */
  #read(unit: Unit): Read {
    if (unit.read !== undefined) return unit.read;
    const reads = new Set<string>();
    const extraction = this.#extract(unit.language, sourcesOf(unit), this.#elsewhere(unit.language, reads));
    unit.read = { key: unit.key, facts: extraction.facts, extraction, reads };
    for (const key of reads) this.#readers.set(key, (this.#readers.get(key) ?? new Set()).add(unit));
    return unit.read;
  }

  #valuesOf(unit: Unit): readonly Value[] {
    const read = this.#read(unit);
    read.extraction ??= this.#extract(unit.language, sourcesOf(unit), NOWHERE);
    return read.extraction.values;
  }

  /** Answers what a unit asks for, notes what it asked, and what of it was not there. */
  #elsewhere(language: Language, asked: Set<string>): Elsewhere {
    return {
      unit: (name) => {
        const key = `${language.id} ${name}`;
        asked.add(key);
        const unit = this.#units.get(key);
        if (unit === undefined) this.#shelf.want({ kind: "unit", key, uri: name });
        return sourcesOf(unit);
      },
      file: (uri) => {
        const key = fileKey(uri);
        asked.add(key);
        this.#shelf.want({ kind: "file", key, uri });
        return this.source(uri);
      },
      filesBelow: (uri) => {
        const key = folderKey(uri);
        asked.add(key);
        this.#shelf.want({ kind: "folder", key, uri });
        return this.#shelf.folder(uri);
      },
    };
  }

  #extract(language: Language, sources: readonly Source[], elsewhere: Elsewhere): Extraction {
    if (this.#onCrash === undefined) return read(language, sources, elsewhere);
    try {
      return read(language, sources, elsewhere);
    } catch (error) {
      this.#onCrash(
        sources.map(({ uri }) => uri),
        error,
      );
      return NOTHING;
    }
  }

  #unit(uri: string): Unit | undefined {
    const key = this.#unitOf.get(uri);
    return key === undefined ? undefined : this.#units.get(key);
  }

  #document(uri: string): Book | undefined {
    return this.#unit(uri)?.documents.get(uri) ?? this.#shelf.file(uri);
  }
}

const sourcesOf = (unit: Unit | undefined): readonly Source[] =>
  unit === undefined ? [] : [...unit.documents.values()].map(({ source }) => source);

const unitKey = (language: Language, uri: string): string => `${language.id} ${language.unitOf?.(uri) ?? uri}`;
