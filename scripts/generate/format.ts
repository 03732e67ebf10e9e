import { spawnSync } from "node:child_process";

/** The text as the project's formatter writes it; the path tells the kind of file. @throws Error when it cannot be parsed. */
export function formatted(path: string, text: string): string {
  const args = ["node_modules/@biomejs/biome/bin/biome", "format", `--stdin-file-path=${path}`];
  const run = spawnSync(process.execPath, args, { input: text, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${path}: ${run.stderr}`);
  return run.stdout;
}
