import { languageOf } from "../../core/languages/registry.ts";
import { childOf, folderOf } from "../uris.ts";
import type { Session } from "./session.ts";

/** Larger documents are not read, wherever they come from. */
export const MAX_DOCUMENT = 5_000_000;

/** Reads the documents of the same folder that are read together with this one and are not here yet; whether there are any. */
export async function readJoined(session: Session, key: string): Promise<boolean> {
  const unit = unitOf(key);
  if (unit === undefined) return false;
  const folder = folderOf(key);
  const entries = await session.host.listFolder(folder);
  const missing = entries
    .filter(({ isFolder }) => !isFolder)
    .map(({ name }) => childOf(folder, name))
    .filter((uri) => unitOf(uri) === unit && !session.workspace.has(uri));
  for (const uri of missing) await readInto(session, uri);
  return missing.length > 0;
}

/** Puts a file of the disk into the workspace, or takes it out when it is gone; open documents stay as they are. */
export async function readInto(session: Session, uri: string): Promise<void> {
  const text = await session.host.readFile(uri, MAX_DOCUMENT);
  if (session.document(uri) !== undefined) return;
  if (text === undefined) session.workspace.delete(uri);
  else session.workspace.set({ uri, text });
}

/** What is common to documents that are read together; `undefined` for one that stands alone. */
export function unitOf(uri: string): string | undefined {
  const language = languageOf(uri, "");
  const unit = language?.unitOf?.(uri);
  return language === undefined || unit === undefined ? undefined : `${language.id} ${unit}`;
}
