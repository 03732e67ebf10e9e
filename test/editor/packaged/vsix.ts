import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The packed extension under test: VSIX, or where `npm test` puts it.
 * Pack one with `npm run build && node scripts/package.mjs --out out/gcp-iam-lint.vsix`.
 */
export const vsix = resolve(process.env.VSIX ?? "out/gcp-iam-lint.vsix");

const END = 0x06054b50;
const END_SIZE = 22;
const HEADER_SIZE = 46;

/** Names of the files in a zip archive without a comment, in its own order: read from the directory at its end. */
export function namesIn(archive: string): readonly string[] {
  const bytes = readFileSync(archive);
  const end = bytes.length - END_SIZE;
  if (bytes.readUInt32LE(end) !== END) throw new Error(`${archive} is no zip archive without a comment`);
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    names.push(bytes.toString("utf8", at + HEADER_SIZE, at + HEADER_SIZE + (name ?? 0)));
    at += HEADER_SIZE + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}
