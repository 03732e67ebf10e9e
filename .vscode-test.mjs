// How the official test command runs the suite in test/editor; `npm test` builds it and chooses the editor.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defineConfig } from "@vscode/test-cli";

/** The tests change files, so they work on a copy. */
const workspaceFolder = mkdtempSync(join(tmpdir(), "editor-fixture-"));
cpSync("test/editor/fixture", workspaceFolder, { recursive: true });
process.once("exit", () => rmSync(workspaceFolder, { recursive: true, force: true }));

const fromPath = process.env.VSCODE_EXECUTABLE;

export default defineConfig({
  files: "out/editor/*.test.cjs",
  workspaceFolder,
  mocha: { ui: "bdd", timeout: 60_000, reporter: resolve("test/editor/reporter.cjs") },
  ...(fromPath && { useInstallation: { fromPath } }),
});
