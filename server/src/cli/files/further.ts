import { readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { languageOf } from "../../core/languages/registry.ts";
import type { Wanted } from "../../service/shelf.ts";
import type { Workspace } from "../../service/workspace.ts";
import { repositoryOf } from "./ignore-rules.ts";
import { folderUriOf, pathOf, uriIn } from "./paths.ts";
import { type Content, readContent } from "./read.ts";
import { type Folder, lookInto, SKIPPED } from "./walk.ts";

/** Larger data files are not read. */
const LARGEST = 5_000_000;
/** A folder with more files below it is not listed. */
const MOST_FILES = 5000;
/** What is read may want more, so often at most. */
const MOST_ROUNDS = 12;

/**
 * The folders in which files may be read that were not asked for: the repository around each given path; without one, the
 * folder that holds all given paths, or the current folder if they lie in it.
 */
export function rootsOf(paths: readonly string[], folder: string): readonly string[] {
  const shared = [...paths, ...(paths.every((path) => isIn(path, folder)) ? [folder] : [])].reduce(commonParent, "");
  const roots = paths.map((path) => repositoryOf(path) ?? shared);
  return [...new Set(roots)].filter((root) => root !== "").map(realOf);
}

const commonParent = (a: string, b: string): string => {
  let parent = a === "" ? b : a;
  while (!isIn(b, parent) && dirname(parent) !== parent) parent = dirname(parent);
  return parent;
};

const isIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/**
 * Reads what the workspace's documents build upon and nobody gave: modules that are called, files that functions read. Calls
 * `onDocument` with each document that came by that.
 */
export function readFurther(workspace: Workspace, roots: readonly string[], onDocument: (uri: string) => void): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    workspace.facts();
    const wanted = workspace.takeWanted().filter(({ uri }) => uri.startsWith("file:"));
    if (wanted.length === 0) return;
    for (const one of wanted) read(one, workspace, roots, onDocument);
  }
}

function read(
  { kind, uri }: Wanted,
  workspace: Workspace,
  roots: readonly string[],
  onDocument: (uri: string) => void,
): void {
  const path = allowedPath(uri, roots);
  if (path === undefined) return;
  if (kind === "folder") workspace.provideFolder(uri, filesBelow(path));
  if (kind === "unit") for (const name of readUnit(path, workspace)) onDocument(uriIn(folderUriOf(path), name));
  if (kind !== "file" || workspace.has(uri)) return;
  const text = textOf(path);
  if (text === undefined) return;
  workspace.provideFile(uri, text);
  onDocument(uri);
}

/** The path of what exists inside one of the roots, links on its way followed. */
function allowedPath(uri: string, roots: readonly string[]): string | undefined {
  try {
    const path = pathOf(uri);
    const real = realpathSync(path);
    return roots.some((root) => isIn(real, root)) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Puts the documents of a module into the workspace, and gives their names. */
function readUnit(folder: string, workspace: Workspace): readonly string[] {
  const uri = folderUriOf(folder);
  const { files } = lookInto(folder, () => undefined);
  return files.filter((name) => {
    const own = uriIn(uri, name);
    if (languageOf(own, "")?.unitOf === undefined || workspace.has(own)) return false;
    const text = textOf(join(folder, name));
    if (text !== undefined) workspace.set({ uri: own, text });
    return text !== undefined;
  });
}

function textOf(path: string): string | undefined {
  try {
    const content: Content = readContent(path, LARGEST);
    return content.kind === "text" ? content.text : undefined;
  } catch {
    return undefined;
  }
}

/** Files in a folder and below it; links are left out. */
function filesBelow(folder: string): readonly string[] | undefined {
  const found: string[] = [];
  const open = [""];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of entriesOf(join(folder, at))) {
      const path = at + entry.name;
      if (entry.isFile()) found.push(path);
      else if (entry.isDirectory() && !SKIPPED.has(entry.name)) open.push(`${path}/`);
    }
    if (found.length + open.length > MOST_FILES) return undefined;
  }
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Whether documents were asked for: those that are given themselves, or lie in a given folder where Git does not leave them out. */
export function askedBy(given: readonly string[]): (uri: string) => boolean {
  const folders = new Map<string, Folder>();
  return (uri) => {
    const path = pathOf(uri);
    if (given.includes(path)) return true;
    if (!given.some((one) => isIn(path, one))) return false;
    const parent = dirname(path);
    const folder = folders.get(parent) ?? lookInto(parent, () => undefined);
    folders.set(parent, folder);
    return !folder.isIgnored(basename(path));
  };
}
