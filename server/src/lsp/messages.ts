/** Requests that a server without a file system of its own sends to its client. The client imports only types and names. */

/** Reads a text file; the answer has no text when there is none, or it is larger than `limit` bytes. */
export const READ_FILE = "iamLint/readFile";

export interface ReadFileParams {
  readonly uri: string;
  readonly limit: number;
}

export interface ReadFileResult {
  readonly text?: string;
}

/** Lists a folder; empty when it cannot be read. */
export const LIST_FOLDER = "iamLint/listFolder";

export interface ListFolderParams {
  readonly uri: string;
}

/** An entry of a folder, by its plain name. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}
