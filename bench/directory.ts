import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeTree } from "./corpus/tree.ts";
import { inTemporaryFolder, runNode } from "./processes.ts";
import { mb, ms, type Section } from "./report.ts";
import { median } from "./statistics.ts";

const FILES = 40_000;
const RUNS = 3;
/** What the linter looks at: reading is measured on the same files. */
const ENDINGS = /\.(tf|ya?ml|json|sh|bash|md)$/;
export const READ_ONLY = "--read-only";

/** A large repository on the command line, beside reading the same files and doing nothing with them. */
export const largeDirectory = (repository: string | undefined): Section =>
  repository === undefined
    ? inTemporaryFolder((folder) => {
        writeTree(folder, FILES);
        return measure(
          "Large directory",
          `${FILES.toLocaleString("en")} generated files, one in ten of which speaks of IAM`,
          folder,
        );
      })
    : measure("Real repository", "A repository given by its path", repository);

function measure(title: string, what: string, folder: string): Section {
  const { files, bytes } = readAll(folder);
  const read = several([process.argv[1] ?? "", READ_ONLY, folder], [0]);
  const check = several(["dist/cli.cjs", "check", folder], [0, 1]);
  return {
    title,
    how: `${what}; ${files.toLocaleString("en")} files of the endings that are looked at, ${mb(bytes)}. Medians of ${RUNS} runs on warm file caches.`,
    rows: [
      ["what", "time", "memory"],
      ["reading the files, one after the other", ms(read.ms), mb(read.peak)],
      ["`gcp-iam-lint check`", ms(check.ms), mb(check.peak)],
      ["times reading", (check.ms / read.ms).toFixed(2), ""],
    ],
  };
}

function several(args: readonly string[], codes: readonly number[]) {
  runNode(args, codes);
  const runs = Array.from({ length: RUNS }, () => runNode(args, codes));
  return { ms: median(runs.map(({ ms }) => ms)), peak: median(runs.map(({ peak }) => peak)) };
}

/** Walks a folder and reads every file whose ending counts. */
export function readAll(folder: string): { readonly files: number; readonly bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== ".git") {
      const inner = readAll(join(folder, entry.name));
      files += inner.files;
      bytes += inner.bytes;
    } else if (entry.isFile() && ENDINGS.test(entry.name)) {
      files++;
      bytes += readFileSync(join(folder, entry.name), "utf8").length;
    }
  }
  return { files, bytes };
}
