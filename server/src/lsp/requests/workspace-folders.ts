import { indexFolders } from "../session/folder-index.ts";
import { readFurther } from "../session/further.ts";
import type { Session } from "../session/session.ts";
import { canonical, isBelow } from "../uris.ts";

/** `workspace/didChangeWorkspaceFolders` */
export function watchFolders(session: Session): void {
  if (!session.client.folderChanges) return;
  session.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = removed.map(({ uri }) => canonical(uri));
    const come = added.map(({ uri }) => canonical(uri));
    session.folders = [...session.folders.filter((folder) => !gone.includes(folder)), ...come];
    for (const folder of gone) drop(session, folder);
    for (const list of session.unread) if (list.every((folder) => gone.includes(folder))) session.unread.delete(list);
    session.inBackground(session.configuration.load());
    session.inBackground(readFolders(session, come));
  });
}

/** Reads folders in the background; findings that rest on the whole workspace are told from then on. */
export async function readFolders(session: Session, folders: readonly string[]): Promise<void> {
  if (folders.length === 0) return;
  session.unread.add(folders);
  await session.configuration.loaded;
  await session.host.turn();
  const isWhole = await indexFolders(session, folders);
  await readFurther(session);
  if (isWhole) session.unread.delete(folders);
  session.changed();
}

/** Takes out what only a folder that was removed brought in. */
function drop(session: Session, folder: string): void {
  for (const uri of session.workspace.uris()) {
    const isKept = session.folderOf(uri) !== undefined || session.document(uri) !== undefined;
    if (isBelow(uri, folder) && !isKept) session.workspace.delete(uri);
  }
}
