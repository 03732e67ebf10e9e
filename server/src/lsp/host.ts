import type { FolderEntry } from "./messages.ts";

/** How much of a workspace is read in the background. */
export interface IndexLimits {
  readonly files: number;
  readonly folders: number;
  /** UTF-16 units in all. */
  readonly characters: number;
}

/** What differs between a desktop and a browser. No member ever rejects. */
export interface Host {
  /** The text of a file without a byte order mark; `undefined` when it is missing, binary or larger than `limit` bytes. */
  readFile(uri: string, limit: number): Promise<string | undefined>;
  /** Files and folders directly in a folder; links to folders are left out. */
  listFolder(uri: string): Promise<readonly FolderEntry[]>;
  /** Resolves when messages that have already come were handled. */
  turn(): Promise<void>;
  /** ISO date. */
  today(): string;
  readonly limits: IndexLimits;
}

const BINARY = "\0";
const BYTE_ORDER_MARK = "\ufeff";
/** A file that is not text tells so early. */
const PROBED = 4096;

/** The text of a file as editors show it; `undefined` for a binary file. */
export function asText(content: string): string | undefined {
  if (content.slice(0, PROBED).includes(BINARY)) return undefined;
  return content.startsWith(BYTE_ORDER_MARK) ? content.slice(1) : content;
}
