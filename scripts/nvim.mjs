// Runs test/nvim inside neovim, on a copy of the workspace that the VS Code suite opens; build first.
// usage: node scripts/nvim.mjs
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "./testing/command.mjs";

if (spawnSync("nvim", ["--version"]).status !== 0) {
  console.error("neovim is not installed (Debian: apt-get install neovim)");
  process.exit(1);
}

const workspace = mkdtempSync(join(tmpdir(), "nvim-fixture-"));
try {
  cpSync("test/editor/fixture", workspace, { recursive: true });
  const suite = resolve("test/nvim/run.lua");
  process.exitCode = await runCommand(["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-S", suite], {
    cwd: workspace,
    minutes: 3,
    env: { NODE: process.execPath, SERVER: resolve("dist/server-node.cjs") },
  });
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
