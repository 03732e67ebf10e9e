import { FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type FolderEntry,
  LIST_FOLDER,
  type ListFolderParams,
  READ_FILE,
  type ReadFileParams,
  type ReadFileResult,
} from "../../server/src/lsp/messages.ts";

/** Answers a server that has no file system of its own. */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(READ_FILE, readFile);
  client.onRequest(LIST_FOLDER, listFolder);
}

async function readFile({ uri, limit }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const file = Uri.parse(uri, true);
    const { size } = await workspace.fs.stat(file);
    return size > limit ? {} : { text: decode(await workspace.fs.readFile(file)) };
  } catch {
    return {};
  }
}

async function listFolder({ uri }: ListFolderParams): Promise<readonly FolderEntry[]> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri, true));
    return entries
      .filter(([, type]) => type !== (FileType.Directory | FileType.SymbolicLink))
      .map(([name, type]) => ({ name, isFolder: type === FileType.Directory }));
  } catch {
    return [];
  }
}

const decode = (content: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
