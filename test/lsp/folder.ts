import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";

/** A folder on disk for the time of a test. */
export interface Folder {
  readonly uri: string;
  uriOf(path: string): string;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
}

export function folderWith(context: TestContext, files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const path = mkdtempSync(join(tmpdir(), "iam-lint-"));
  context.after(() => rmSync(path, { recursive: true, force: true }));
  const folder: Folder = {
    uri: pathToFileURL(path).href,
    uriOf: (name) => pathToFileURL(join(path, name)).href,
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    remove: (name) => rmSync(join(path, name)),
  };
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  return folder;
}
