import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs `work` with a folder that is gone afterwards. */
export function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "gcp-iam-lint-bench-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Run {
  readonly ms: number;
  /** The most memory that the process held, in bytes. */
  readonly peak: number;
  readonly output: string;
}

/**
 * Runs node with the arguments and waits for its end.
 * @throws Error when the process ends with a code that is not among `codes`.
 */
export function runNode(args: readonly string[], codes: readonly number[] = [0]): Run {
  return inTemporaryFolder((folder) => {
    const peak = join(folder, "peak");
    const watch = join(folder, "watch.cjs");
    writeFileSync(watch, WATCH);
    const start = performance.now();
    const run = spawnSync(process.execPath, ["--require", watch, ...args], {
      encoding: "utf8",
      env: { ...process.env, BENCH_PEAK: peak },
      maxBuffer: 2 ** 30,
    });
    const taken = performance.now() - start;
    if (!codes.includes(run.status ?? -1)) throw new Error(`node ${args.join(" ")}: ${run.stderr}`);
    return { ms: taken, peak: Number(readFileSync(peak, "utf8")), output: run.stdout };
  });
}

/** Only the process itself knows its peak. */
const WATCH = `process.on("exit", () =>
  require("fs").writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS * 1024)));`;
