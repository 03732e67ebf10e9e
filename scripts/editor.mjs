// Runs test/editor/*.test.ts inside a real VS Code: the one that VSCODE_EXECUTABLE names, else the official download,
// else (no display, or no way to the download) the stand-in of test/editor/shim.
// usage: node scripts/editor.mjs [argument of vscode-test …]
import { chmodSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { runCommand } from "./testing/command.mjs";

const SOURCE = "test/editor";
const OUT = join("out", "editor");
const SHIM = join(OUT, "shim", "code.mjs");
const DOWNLOAD = "https://update.code.visualstudio.com/latest/linux-x64/stable";
const REACH_MS = 4_000;

const shared = { bundle: true, platform: "node", target: "node20", sourcemap: "inline", logLevel: "warning" };

await buildSuite();
process.exitCode = await runCommand(
  [process.execPath, "node_modules/@vscode/test-cli/out/bin.mjs", ...process.argv.slice(2)],
  {
    env: await editor(),
  },
);

async function buildSuite() {
  rmSync(OUT, { recursive: true, force: true });
  const suites = readdirSync(SOURCE).filter((file) => file.endsWith(".test.ts"));
  const entryPoints = suites.map((file) => join(SOURCE, file));
  const extension = { ".js": ".cjs" };
  await build({ ...shared, entryPoints, outdir: OUT, outExtension: extension, format: "cjs", external: ["vscode"] });
  const banner = { js: "#!/usr/bin/env node" };
  const stand = join(SOURCE, "shim", "code.ts");
  await build({ ...shared, entryPoints: [stand], outfile: SHIM, format: "esm", packages: "external", banner });
  chmodSync(SHIM, 0o755);
}

async function editor() {
  if (process.env.VSCODE_EXECUTABLE) return {};
  if (hasDisplay() && (await canDownload())) return {};
  return { VSCODE_EXECUTABLE: resolve(SHIM) };
}

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function canDownload() {
  try {
    const answer = await fetch(DOWNLOAD, { method: "HEAD", signal: AbortSignal.timeout(REACH_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}
