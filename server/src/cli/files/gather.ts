import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Workspace } from "../../service/workspace.ts";
import { reasonOf } from "./failure.ts";
import { askedBy, readFurther, rootsOf } from "./further.ts";
import { Intake, languageByName, languageByText } from "./intake.ts";
import { folderUriOf, shownPath, uriIn } from "./paths.ts";
import { type Content, LARGEST, readContent } from "./read.ts";
import { ReadingThreads } from "./reading-threads.ts";
import { type Folder, lookInto, walk } from "./walk.ts";

/** A text that stands for a file: what an editor holds and has not saved. */
export interface Draft {
  readonly path: string;
  readonly text: string;
}

export interface Gathered {
  readonly workspace: Workspace;
  /** Uris of the workspace's documents that were asked for; the others only help to understand them. */
  readonly asked: ReadonlySet<string>;
  /** How many files were asked for and read. */
  readonly files: number;
  /** What could not be read, a sentence each. */
  readonly failures: readonly string[];
  /** What was left out, a sentence each. */
  readonly notes: readonly string[];
}

/** Called now and then with the number of files read so far. */
export type Pause = (files: number) => Promise<void> | undefined;

/** Reads the paths, relative to `folder`: files as they are given, folders with what lies below them. */
export async function gather(paths: readonly string[], folder: string, pause: Pause): Promise<Gathered> {
  const workspace = new Workspace();
  const threads = new ReadingThreads(workspace);
  const gatherer = new Gatherer(folder, pause, new Intake(workspace, (unit) => threads.offer(unit)));
  const [folders, files] = gatherer.sort(paths);
  try {
    for (const path of folders) await gatherer.walk(path);
    for (const [parent, names] of byParent(files)) gatherer.readAsked(parent, names);
    await threads.finish();
  } finally {
    await threads.end();
  }
  gatherer.readFurther([...folders, ...files]);
  return gatherer.result();
}

/** Reads a draft and what lies beside it. */
export function gatherDraft({ path, text }: Draft, folder: string): Gathered {
  const gatherer = new Gatherer(folder, () => undefined, new Intake(new Workspace()));
  gatherer.readDraft(resolve(folder, path), text);
  gatherer.readFurther([resolve(folder, path)]);
  return gatherer.result();
}

function byParent(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const file of files) {
    const parent = dirname(file);
    grouped.set(parent, [...(grouped.get(parent) ?? []), basename(file)]);
  }
  return grouped;
}

class Gatherer {
  readonly #folder: string;
  readonly #pause: Pause;
  readonly #intake: Intake;
  /** Paths without links on them: no file is read twice. */
  readonly #seen = new Set<string>();
  readonly #failures: string[] = [];
  readonly #notes: string[] = [];
  #files = 0;

  constructor(folder: string, pause: Pause, intake: Intake) {
    this.#intake = intake;
    this.#folder = folder;
    this.#pause = pause;
  }

  result(): Gathered {
    const { workspace, asked } = this.#intake;
    return { workspace, asked, files: this.#files, failures: this.#failures, notes: this.#notes };
  }

  /** Absolute paths of folders and of files; what is neither is a failure. */
  sort(paths: readonly string[]): readonly [folders: readonly string[], files: readonly string[]] {
    const folders: string[] = [];
    const files: string[] = [];
    for (const path of paths.map((given) => resolve(this.#folder, given))) {
      try {
        (statSync(path).isDirectory() ? folders : files).push(path);
      } catch (error) {
        this.#fail(path, error);
      }
    }
    return [folders, files];
  }

  async walk(root: string): Promise<void> {
    for (const folder of walk(root, (path, error) => this.#fail(path, error))) {
      const uri = folderUriOf(folder.path);
      for (const name of folder.files) this.#readFound(folder, uri, name, true);
      for (const name of folder.links) this.#readBeside(folder, uri, name);
      this.#intake.endFolder();
      await this.#pause(this.#files);
    }
  }

  /** Reads files that were named themselves, and with them the rest of their units. */
  readAsked(parent: string, names: readonly string[]): void {
    const uri = folderUriOf(parent);
    for (const name of names) {
      const path = join(parent, name);
      const content = this.#isNew(realOf(path)) ? this.#read(path, Number.POSITIVE_INFINITY) : undefined;
      if (content === undefined) continue;
      if (content.kind === "text") this.#takeAsked(uriIn(uri, name), path, content.text);
      else this.#note(path, "is a binary file");
    }
    this.#readCompanions(parent, uri, names);
    this.#intake.endFolder();
  }

  readDraft(path: string, text: string): void {
    const [parent, name] = [dirname(path), basename(path)];
    const uri = folderUriOf(parent);
    this.#seen.add(realOf(path));
    this.#takeAsked(uriIn(uri, name), path, text);
    this.#readCompanions(parent, uri, [name]);
    this.#intake.endFolder();
  }

  /** Reads what the documents build upon, inside of the repository; it counts as asked for where the given paths hold it. */
  readFurther(given: readonly string[]): void {
    const { workspace, asked } = this.#intake;
    const isAsked = askedBy(given);
    readFurther(workspace, rootsOf(given, this.#folder), (uri) => {
      if (isAsked(uri)) asked.add(uri);
    });
  }

  #takeAsked(uri: string, path: string, text: string): void {
    const language = languageByText(uri, text);
    if (language === undefined) {
      this.#note(path, "is of no kind that is read here");
      return;
    }
    this.#files++;
    this.#intake.take({ uri, text, asked: true }, language);
  }

  /** A Terraform file alone says less than its module: the other files of the asked files' units are read too. */
  #readCompanions(parent: string, uri: string, names: readonly string[]): void {
    const hasUnit = (name: string) => {
      const language = languageByName(uriIn(uri, name), name);
      return typeof language === "object" && language.unitOf !== undefined;
    };
    if (!names.some(hasUnit)) return;
    try {
      const folder = lookInto(parent, (path, error) => this.#fail(path, error));
      for (const name of [...folder.files, ...folder.links]) this.#readBeside(folder, uri, name);
    } catch (error) {
      if (!isMissing(error)) this.#fail(parent, error);
    }
  }

  /** Reads a file of a folder only if it belongs to a unit of several. */
  #readBeside(folder: Folder, uri: string, name: string): void {
    const language = languageByName(uriIn(uri, name), name);
    if (typeof language === "object" && language.unitOf !== undefined) this.#readFound(folder, uri, name, false);
  }

  #readFound(folder: Folder, folderUri: string, name: string, asked: boolean): void {
    const uri = uriIn(folderUri, name);
    const byName = languageByName(uri, name);
    if (byName === undefined || folder.isIgnored(name) || !this.#isNew(join(folder.real, name))) return;
    const path = join(folder.path, name);
    const content = this.#read(path, LARGEST);
    if (content?.kind === "large") this.#note(path, "is larger than 20 MB");
    if (content?.kind !== "text") return;
    const language = typeof byName === "object" ? byName : languageByText(uri, content.text);
    if (language === undefined) return;
    if (asked) this.#files++;
    this.#intake.take({ uri, text: content.text, asked }, language);
  }

  #isNew(real: string): boolean {
    return !this.#seen.has(real) && this.#seen.add(real) !== undefined;
  }

  #read(path: string, largest: number): Content | undefined {
    try {
      return readContent(path, largest);
    } catch (error) {
      this.#fail(path, error);
      return undefined;
    }
  }

  #fail(path: string, error: unknown): void {
    this.#failures.push(`cannot read ${shownPath(path, this.#folder)}: ${reasonOf(error)}`);
  }

  #note(path: string, why: string): void {
    this.#notes.push(`${shownPath(path, this.#folder)} ${why} and was left out`);
  }
}

/** The path without links; of a file that is not there, or not yet, the path itself. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
