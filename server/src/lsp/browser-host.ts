import type { Connection } from "vscode-languageserver";
import { asText, type Host } from "./host.ts";
import {
  type FolderEntry,
  LIST_FOLDER,
  type ListFolderParams,
  READ_FILE,
  type ReadFileParams,
  type ReadFileResult,
} from "./messages.ts";

/** The files that the editor can reach: a worker has none of its own. */
export const browserHost = (connection: Connection): Host => ({
  limits: { files: 500, folders: 200, characters: 16_000_000 },
  async readFile(uri, limit) {
    const params: ReadFileParams = { uri, limit };
    const { text } = await ask<ReadFileResult>(connection, READ_FILE, params, {});
    return text === undefined ? undefined : asText(text);
  },
  listFolder(uri) {
    const params: ListFolderParams = { uri };
    return ask<readonly FolderEntry[]>(connection, LIST_FOLDER, params, []);
  },
  turn: () => new Promise((resolve) => setTimeout(resolve, 0)),
  today: () => new Date().toISOString().slice(0, 10),
});

async function ask<T>(connection: Connection, method: string, params: object, otherwise: T): Promise<T> {
  try {
    return await connection.sendRequest<T>(method, params);
  } catch {
    return otherwise;
  }
}
