import { Lines, type Position } from "../../core/text/lines.ts";
import type { Span } from "../../core/text/span.ts";
import type { Workspace } from "../../service/workspace.ts";
import { pathOf, shownPath } from "../files/paths.ts";

/** Both from 1; columns in UTF-16 units. */
interface Point {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Point;
  readonly end: Point;
}

interface Document {
  readonly path: string;
  readonly lines: Lines;
}

/** Turns spans into paths and lines; what it learns about a document serves all its spans. */
export class Places {
  readonly #documents = new Map<string, Document>();
  readonly #byPath = new Map<string, Document>();
  readonly #workspace: Workspace;
  readonly #folder: string;

  /** Paths are told as seen from `folder`. */
  constructor(workspace: Workspace, folder: string) {
    this.#workspace = workspace;
    this.#folder = folder;
  }

  placeOf({ uri, start, end }: Span): { readonly path: string; readonly range: Range } {
    const { path, lines } = this.#document(uri);
    return { path, range: { start: point(lines.positionAt(start)), end: point(lines.positionAt(end)) } };
  }

  pathOf(uri: string): string {
    return this.#document(uri).path;
  }

  /** The text of a line, counted from 1, of a document in which a place was asked for. */
  lineOf(path: string, line: number): string {
    return this.#byPath.get(path)?.lines.textOf(line - 1) ?? "";
  }

  #document(uri: string): Document {
    const known = this.#documents.get(uri);
    if (known !== undefined) return known;
    const lines = new Lines(this.#workspace.source(uri)?.text ?? "");
    const document = { path: shownPath(pathOf(uri), this.#folder), lines };
    this.#documents.set(uri, document);
    this.#byPath.set(document.path, document);
    return document;
  }
}

const point = ({ line, character }: Position): Point => ({ line: line + 1, column: character + 1 });
