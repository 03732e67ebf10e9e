import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { type IgnoreRules, isIgnored, rulesAbove, rulesInside } from "./ignore-rules.ts";

/** A folder with the names of what lies directly in it, sorted. */
export interface Folder {
  readonly path: string;
  /** The same folder without links on its path: two paths to one folder have one of it. */
  readonly real: string;
  readonly files: readonly string[];
  /** Links to files that lie below the folder where the walk began. */
  readonly links: readonly string[];
  isIgnored(name: string): boolean;
}

/** Never entered on the way: nobody's own configuration lies there. */
export const SKIPPED: ReadonlySet<string> = new Set([".git", ".terraform", "node_modules"]);

interface Step {
  readonly path: string;
  readonly real: string;
  readonly around: IgnoreRules;
}

/**
 * Goes through a folder and all below it, files of a folder before its subfolders, in the order of their names. Links to folders
 * are not followed, so that nothing is met twice and nothing outside is met at all. What cannot be listed is told to `onError`.
 */
export function* walk(root: string, onError: (path: string, error: unknown) => void): Generator<Folder> {
  const top = realpathSync(root);
  const steps: Step[] = [{ path: root, real: top, around: rulesAbove(top) }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const entries = list(step.path, onError);
    const names = entries.map(({ name }) => name);
    const rules = rulesInside(step.real, names, step.around);
    yield folderOf(step, entries, rules, top);
    steps.push(...subfolders(step, entries, rules).reverse());
  }
}

/** A single folder, as a walk would give it. */
export function lookInto(path: string, onError: (path: string, error: unknown) => void): Folder {
  const real = realpathSync(path);
  const entries = list(path, onError);
  const names = entries.map(({ name }) => name);
  return folderOf({ path, real, around: [] }, entries, rulesInside(real, names, rulesAbove(real)), real);
}

function list(path: string, onError: (path: string, error: unknown) => void): readonly Dirent[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    onError(path, error);
    return [];
  }
}

function folderOf({ path, real }: Step, entries: readonly Dirent[], rules: IgnoreRules, top: string): Folder {
  const named = (is: (entry: Dirent) => boolean) => entries.filter(is).map(({ name }) => name);
  return {
    path,
    real,
    files: named((entry) => entry.isFile()),
    links: named((entry) => entry.isSymbolicLink() && leadsToFileIn(join(path, entry.name), top)),
    isIgnored: (name) => isIgnored(rules, join(real, name), "file"),
  };
}

const subfolders = ({ path, real }: Step, entries: readonly Dirent[], rules: IgnoreRules): Step[] =>
  entries
    .filter((entry) => entry.isDirectory() && !SKIPPED.has(entry.name))
    .filter(({ name }) => !isIgnored(rules, join(real, name), "folder"))
    .map(({ name }) => ({ path: join(path, name), real: join(real, name), around: rules }));

function leadsToFileIn(link: string, top: string): boolean {
  try {
    const target = realpathSync(link);
    return target.startsWith(top.endsWith(sep) ? top : top + sep) && statSync(target).isFile();
  } catch {
    return false;
  }
}
