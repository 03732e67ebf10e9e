import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { bytesOf, hasMark, textOf } from "./read.ts";

/**
 * Puts `after` in place of `before` in a file: all of it or nothing. The byte order mark and the mode stay.
 * @throws Error when the file no longer says `before`, or cannot be written
 */
export function replaceText(path: string, before: string, after: string): void {
  const target = realpathSync(path);
  const bytes = readFileSync(target);
  if (textOf(bytes) !== before) throw new Error("it changed in the meantime");
  const marked = hasMark(bytes);
  if (!bytesOf(before, marked).equals(bytes)) throw new Error("it is not written in UTF-8");
  replaceBytes(target, bytesOf(after, marked));
}

/** Writes beside the file and moves the result over it, so that nobody ever sees a half-written file. */
function replaceBytes(target: string, bytes: Buffer): void {
  const { mode } = statSync(target);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const file = openSync(draft, "wx", 0o600);
  try {
    try {
      writeFileSync(file, bytes);
      fchmodSync(file, mode & 0o7777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, target);
  } catch (error) {
    unlinkSync(draft);
    throw error;
  }
}
