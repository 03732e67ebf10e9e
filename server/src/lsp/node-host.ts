import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asText, type Host } from "./host.ts";
import type { FolderEntry } from "./messages.ts";

/** The files of this machine. */
export const nodeHost = (): Host => ({
  limits: { files: 10_000, folders: 10_000, characters: 64_000_000 },
  readFile: (uri, limit) => withPath(uri, (path) => readText(path, limit), undefined),
  listFolder: (uri) => withPath(uri, list, []),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  today: () => new Date().toISOString().slice(0, 10),
});

async function withPath<T>(uri: string, run: (path: string) => Promise<T>, otherwise: T): Promise<T> {
  if (!uri.startsWith("file:")) return otherwise;
  try {
    return await run(fileURLToPath(uri));
  } catch {
    return otherwise;
  }
}

async function readText(path: string, limit: number): Promise<string | undefined> {
  const about = await stat(path);
  if (!about.isFile() || about.size > limit) return undefined;
  return asText(await readFile(path, "utf8"));
}

async function list(path: string): Promise<readonly FolderEntry[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const listed = entries.map(async (entry): Promise<FolderEntry | undefined> => {
    if (entry.isDirectory()) return { name: entry.name, isFolder: true };
    const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(join(path, entry.name))));
    return isFile ? { name: entry.name, isFolder: false } : undefined;
  });
  return (await Promise.all(listed)).filter((entry) => entry !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function isLinkToFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
