import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ignore, { type Ignore } from "ignore";

/** What one `.gitignore` says about the files below its folder. */
interface Layer {
  /** Absolute, with a separator at its end. */
  readonly base: string;
  readonly patterns: Ignore;
}

/** Ignore files that hold in a folder, the nearest last. */
export type IgnoreRules = readonly Layer[];

/** Whether Git would leave the path out; the nearest file that says anything decides. `path` is absolute. */
export function isIgnored(rules: IgnoreRules, path: string, kind: "file" | "folder"): boolean {
  for (let i = rules.length - 1; i >= 0; i--) {
    const layer = rules[i];
    if (layer === undefined) continue;
    const inside = path.slice(layer.base.length).replaceAll("\\", "/");
    const { ignored, unignored } = layer.patterns.test(kind === "folder" ? `${inside}/` : inside);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** The rules that hold inside `folder`: those around it, then its own `.gitignore` where `names` lists one. */
export function rulesInside(folder: string, names: readonly string[], around: IgnoreRules): IgnoreRules {
  return names.includes(".gitignore") ? [...around, ...layer(folder, join(folder, ".gitignore"))] : around;
}

/**
 * The rules that the folders above `folder` lay on it, from the root of its repository on; none outside a repository. Rules that
 * would leave out the folder itself do not count: whoever asks for it wants to see inside.
 */
export function rulesAbove(folder: string): IgnoreRules {
  const root = repositoryOf(folder);
  if (root === undefined) return [];
  const rules = layer(root, join(gitFolder(root), "info", "exclude"));
  if (root === folder) return rules;
  for (const above of foldersBetween(root, folder)) rules.push(...layer(above, join(above, ".gitignore")));
  return isIgnored(rules, folder, "folder") ? [] : rules;
}

/** The nearest folder, `folder` or above, that holds `.git`. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Where a repository keeps its settings: of a linked work tree or a submodule, `.git` is a file that names the place. */
function gitFolder(root: string): string {
  const path = join(root, ".git");
  const named = /^gitdir: (.+?)\s*$/m.exec(contentOf(path) ?? "")?.[1];
  if (named === undefined) return path;
  const folder = resolve(root, named);
  const shared = contentOf(join(folder, "commondir"))?.trim();
  return shared === undefined ? folder : resolve(folder, shared);
}

/** From `top` down to the parent of `folder`. */
function foldersBetween(top: string, folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = dirname(folder); at.length >= top.length; at = dirname(at)) {
    found.unshift(at);
    if (at === top) break;
  }
  return found;
}

function layer(folder: string, path: string): Layer[] {
  const text = contentOf(path);
  if (text === undefined) return [];
  const patterns = ignore({ ignorecase: process.platform !== "linux" }).add(text.replace(/^\ufeff/, ""));
  return [{ base: folder.endsWith("/") || folder.endsWith("\\") ? folder : join(folder, "/"), patterns }];
}

/** An ignore file that cannot be read ignores nothing. */
function contentOf(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
