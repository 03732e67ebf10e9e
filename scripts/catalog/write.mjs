// Writes data files: whole or not at all, and with one row per line so that a refresh gives a readable diff.
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes beside the target and renames, so that a reader never sees half a file. */
export function writeAtomic(path, text) {
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** JSON whose top-level tables have one entry per line; everything deeper stays on its line. */
export function rows(object) {
  const parts = Object.entries(object).map(
    ([key, value]) => `${JSON.stringify(key)}: ${key === "meta" ? JSON.stringify(value) : table(value)}`,
  );
  return `{\n${parts.join(",\n")}\n}\n`;
}

function table(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const lines = Array.isArray(value)
    ? value.map((item) => JSON.stringify(item))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return lines.length === 0 ? open + close : `${open}\n${lines.join(",\n")}\n${close}`;
}
