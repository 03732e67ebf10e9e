import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";

/** Larger files are no configuration that people write. */
export const LARGEST = 20 * 1024 * 1024;

export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary" }
  | { readonly kind: "large" };

const buffer = Buffer.allocUnsafe(1 << 18);
/** As far as a NUL is looked for: the same stretch that Git looks at. */
const BINARY_WINDOW = 8000;

/**
 * Reads a file. Most files fit the one buffer, so that a tree of many small files costs three calls each and no memory.
 * @throws Error of the file system
 */
export function readContent(path: string, largest = LARGEST): Content {
  const file = openSync(path, "r");
  try {
    const size = fill(file);
    if (size < buffer.length) return decode(buffer.subarray(0, size));
    if (buffer.subarray(0, BINARY_WINDOW).includes(0)) return { kind: "binary" };
    if (fstatSync(file).size > largest) return { kind: "large" };
    return decode(Buffer.concat([Buffer.from(buffer), readFileSync(file)]));
  } finally {
    closeSync(file);
  }
}

/** Reads until the buffer is full or the file ends; a pipe may give less at once than it has. */
function fill(file: number): number {
  let size = 0;
  while (size < buffer.length) {
    const taken = readSync(file, buffer, size, buffer.length - size, null);
    if (taken === 0) break;
    size += taken;
  }
  return size;
}

function decode(bytes: Buffer): Content {
  if (bytes.subarray(0, BINARY_WINDOW).includes(0)) return { kind: "binary" };
  return { kind: "text", text: textOf(bytes) };
}

/** The text without its byte order mark, which editors do not count either. */
export function textOf(bytes: Buffer): string {
  return bytes.toString("utf8", hasMark(bytes) ? MARK.length : 0);
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export const hasMark = (bytes: Buffer): boolean => bytes.subarray(0, MARK.length).equals(MARK);

/** The bytes of a text, behind a byte order mark if there was one. */
export const bytesOf = (text: string, marked: boolean): Buffer =>
  marked ? Buffer.concat([MARK, Buffer.from(text)]) : Buffer.from(text);
