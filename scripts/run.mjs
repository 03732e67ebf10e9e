// Bundles a TypeScript script and runs it in the repository's root.
// usage: node scripts/run.mjs SCRIPT.ts [ARGUMENT ...]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { loaders } from "../esbuild.mjs";

const [script, ...args] = process.argv.slice(2);
if (script === undefined || !existsSync(script)) {
  console.error("usage: node scripts/run.mjs SCRIPT.ts [ARGUMENT ...]");
  process.exit(2);
}

mkdirSync("out", { recursive: true });
const out = mkdtempSync("out/run-");
try {
  await build({
    entryPoints: [script],
    outfile: `${out}/script.mjs`,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    loader: loaders,
    logLevel: "warning",
  });
  const run = spawnSync(process.execPath, ["--enable-source-maps", `${out}/script.mjs`, ...args], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
