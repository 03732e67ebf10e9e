import type { Wanted } from "../../service/shelf.ts";
import type { FolderEntry } from "../messages.ts";
import { childOf, folderOf, isBelow, nameOf } from "../uris.ts";
import { MAX_DOCUMENT, readInto, unitOf } from "./disk.ts";
import { isSkipped } from "./folder-index.ts";
import type { Session } from "./session.ts";

/** A folder with more files or folders below it is not listed. */
const MOST_ENTRIES = 2000;
/** What is read may want more, so often at most. */
const MOST_ROUNDS = 12;

/**
 * Reads what the workspace's documents build upon and nobody gave: modules that are called, files that functions read. Nothing
 * outside the workspace's folders is read, nor, for a document that lies in none, outside its own folder. Whether anything was.
 */
export async function readFurther(session: Session): Promise<boolean> {
  let isAny = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = session.workspace.takeWanted().filter(({ uri }) => isAllowed(session, uri));
    if (wanted.length === 0) break;
    isAny = true;
    for (const one of wanted) await read(session, one);
    session.workspace.facts();
  }
  return isAny;
}

function isAllowed(session: Session, uri: string): boolean {
  if (isSkipped(uri)) return false;
  if (session.folders.some((folder) => uri === folder) || session.folderOf(uri) !== undefined) return true;
  return session.openDocuments.some(({ key }) => isBelow(uri, folderOf(key)));
}

async function read(session: Session, { kind, uri }: Wanted): Promise<void> {
  if (kind === "file") return readFile(session, uri);
  if (kind === "folder") return readListing(session, uri);
  for (const { name, isFolder } of await session.host.listFolder(uri)) {
    const own = childOf(uri, name);
    if (!isFolder && unitOf(own) !== undefined && !session.workspace.has(own)) await readInto(session, own);
  }
}

/** Tells the workspace what a file holds that documents build upon; an open document tells that itself. */
export async function readFile(session: Session, uri: string): Promise<void> {
  if (session.document(uri) !== undefined) return;
  session.workspace.provideFile(uri, await session.host.readFile(uri, MAX_DOCUMENT));
}

/** Tells the workspace which files lie in a folder and below it. */
export async function readListing(session: Session, folder: string): Promise<void> {
  const found: string[] = [];
  let level: readonly string[] = [folder];
  for (let seen = 0; level.length > 0; ) {
    const below: string[] = [];
    for (const at of level) {
      const entries = await session.host.listFolder(at);
      seen += entries.length + 1;
      if (seen > MOST_ENTRIES) return session.workspace.provideFolder(folder, undefined);
      found.push(...entries.filter(({ isFolder }) => !isFolder).map((entry) => pathBelow(folder, at, entry)));
      below.push(
        ...entries.filter((entry) => entry.isFolder && !isSkipped(entry.name)).map(({ name }) => childOf(at, name)),
      );
    }
    level = below;
  }
  session.workspace.provideFolder(folder, found.sort());
}

/** The path of an entry as people write it. */
const pathBelow = (top: string, folder: string, { name }: FolderEntry): string =>
  [
    ...folder
      .slice(top.length)
      .split("/")
      .filter(Boolean)
      .map((segment) => nameOf(`/${segment}`)),
    name,
  ].join("/");
