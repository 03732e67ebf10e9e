import type { Source } from "../core/languages/language.ts";
import { findSuppressions, findSuppressionsAgain } from "../core/lint/suppress.ts";
import type { Suppression } from "../core/model/suppression.ts";

/** Something outside its documents that a unit would build upon. */
export interface Wanted {
  readonly kind: "unit" | "file" | "folder";
  /** Names it among all that is wanted. */
  readonly key: string;
  /** Of the file, of the folder, or of the folder whose documents are the unit. */
  readonly uri: string;
}

/** A text and the suppressions in it. */
export interface Book {
  readonly source: Source;
  readonly suppressions: readonly Suppression[];
}

/** A text as a book; what the version before it held needs no second look. */
export const bookOf = (source: Source, before?: Book): Book => ({
  source,
  suppressions:
    before === undefined
      ? findSuppressions(source.uri, source.text)
      : findSuppressionsAgain({ text: before.source.text, suppressions: before.suppressions }, source),
});

export const fileKey = (uri: string): string => `file ${uri}`;

/** The uri in the key of a file; empty for another key. */
export const fileOf = (key: string): string => (key.startsWith("file ") ? key.slice("file ".length) : "");

export const folderKey = (uri: string): string => `folder ${uri}`;

/** Files and lists of files that are only there to be asked for, and what was asked for. */
export class Shelf {
  readonly #files = new Map<string, Book>();
  readonly #folders = new Map<string, readonly string[]>();
  readonly #asked = new Set<string>();
  readonly #open = new Map<string, Wanted>();

  /** Notes what is asked for; the first time, it is wanted. */
  want(wanted: Wanted): void {
    if (this.#asked.has(wanted.key)) return;
    this.#asked.add(wanted.key);
    this.#open.set(wanted.key, wanted);
  }

  /** Something is gone: it is wanted again when it is asked for again. */
  forget(key: string): void {
    this.#asked.delete(key);
  }

  takeWanted(): readonly Wanted[] {
    const wanted = [...this.#open.values()];
    this.#open.clear();
    return wanted;
  }

  knows(key: string): boolean {
    return this.#asked.has(key);
  }

  file(uri: string): Book | undefined {
    return this.#files.get(uri);
  }

  folder(uri: string): readonly string[] | undefined {
    return this.#folders.get(uri);
  }

  foldersAround(uri: string): readonly string[] {
    return [...this.#folders.keys()].filter((folder) => uri.startsWith(`${folder}/`));
  }

  /** Whether that changes anything. */
  putFile(uri: string, text: string | undefined): boolean {
    if (this.#files.get(uri)?.source.text === text) return false;
    if (text === undefined) this.#files.delete(uri);
    else this.#files.set(uri, bookOf({ uri, text }));
    return true;
  }

  putFolder(uri: string, paths: readonly string[] | undefined): void {
    if (paths === undefined) this.#folders.delete(uri);
    else this.#folders.set(uri, paths);
  }
}
