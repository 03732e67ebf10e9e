import type { Source } from "../../core/languages/language.ts";
import { languageOf } from "../../core/languages/registry.ts";
import type { FolderEntry } from "../messages.ts";
import { childOf } from "../uris.ts";
import { unitOf } from "./disk.ts";
import type { Session } from "./session.ts";

/** Larger files are read only when they are opened. */
const MAX_FILE = 1_000_000;
const SKIPPED: ReadonlySet<string> = new Set([".git", "node_modules", ".terraform", ".terragrunt-cache", ".venv"]);

export const isSkipped = (uri: string): boolean => uri.split("/").some((segment) => SKIPPED.has(segment));

/**
 * Reads the files of folders that may hold IAM, the outermost first and up to the host's limits, so that findings can rest on
 * the whole workspace. Messages of the editor are handled in between. The answer is whether everything was read.
 */
export async function indexFolders(session: Session, roots: readonly string[]): Promise<boolean> {
  const { host } = session;
  const left = { files: host.limits.files, folders: host.limits.folders, characters: host.limits.characters };
  let level = roots;
  while (level.length > 0) {
    const below: string[] = [];
    for (const folder of level) {
      if (--left.folders < 0 || left.files <= 0 || left.characters <= 0) {
        session.sayOnce("the workspace is too large to be read: findings that rest on all of it are left out");
        return false;
      }
      const entries = await host.listFolder(folder);
      await readFolder(session, folder, entries, left);
      below.push(...subfolders(folder, entries));
    }
    level = below;
  }
  return true;
}

const subfolders = (folder: string, entries: readonly FolderEntry[]): readonly string[] =>
  entries.filter(({ name, isFolder }) => isFolder && !SKIPPED.has(name)).map(({ name }) => childOf(folder, name));

async function readFolder(
  session: Session,
  folder: string,
  entries: readonly FolderEntry[],
  left: { files: number; characters: number },
): Promise<void> {
  const units = new Map<string, Source[]>();
  for (const { name, isFolder } of entries) {
    const uri = childOf(folder, name);
    if (isFolder || languageOf(uri, "") === undefined || session.workspace.has(uri)) continue;
    if (--left.files < 0 || left.characters <= 0) break;
    const text = await session.host.readFile(uri, MAX_FILE);
    if (text === undefined) continue;
    left.characters -= text.length;
    const unit = unitOf(uri) ?? uri;
    const sources = units.get(unit) ?? [];
    sources.push({ uri, text });
    units.set(unit, sources);
  }
  for (const sources of units.values()) await addUnit(session, sources);
}

/** Keeps documents that are read together, if one of them may hold something, and reads them now rather than all at once later. */
async function addUnit(session: Session, sources: readonly Source[]): Promise<void> {
  const holds = sources.some(({ uri, text }) => languageOf(uri, "")?.mayHold(text) === true);
  const missing = sources.filter(({ uri }) => !session.workspace.has(uri));
  const [first] = missing;
  const isGone = first === undefined || session.folderOf(first.uri) === undefined;
  if (!holds || isGone) return;
  for (const source of missing) session.workspace.set(source);
  session.workspace.unitFacts(first.uri);
  await session.host.turn();
}
