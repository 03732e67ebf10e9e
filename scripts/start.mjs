// Shows what the linter does: installs and builds what is missing, then lints the examples.
// usage: npm start
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const CLI = "dist/cli.cjs";
/** What the bundles are made of. */
const SOURCES = ["server", "client/src", "esbuild.mjs", "package.json"];

process.chdir(ROOT);
if (changed("package-lock.json") > changed("node_modules/.package-lock.json")) run("npm", ["ci"]);
if (Math.max(...SOURCES.map(newest)) > changed(CLI)) run(process.execPath, ["esbuild.mjs"]);

const { status } = spawnSync(process.execPath, [CLI, "check", "examples"], { stdio: "inherit" });
// Findings are what the examples are there for.
if (status === 0 || status === 1) console.log(whatNext());
else process.exitCode = status ?? 1;

/** When a file was last written, 0 if it is not there. */
function changed(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** When the newest file of a folder was written. */
function newest(path) {
  if (!existsSync(path) || statSync(path).isFile()) return changed(path);
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Runs a step; one that fails ends the program with its exit status. */
function run(command, args) {
  const shell = command === "npm" && process.platform === "win32";
  const { status, error } = spawnSync(command, args, { stdio: ["inherit", 2, 2], shell });
  if (status === 0) return;
  console.error(`${[command, ...args].join(" ")} failed${error === undefined ? "" : `: ${error.message}`}`);
  process.exit(status ?? 1);
}

function whatNext() {
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
  return `
These findings are about the files in examples/. Mend the safe ones:   node ${CLI} check --fix examples
Check files of your own:                                              node ${CLI} check PATH

In Visual Studio Code:   npm run package
                         code --install-extension ${name}-${version}.vsix
                         code examples
In another editor:       let its LSP client run   node ${join(ROOT, "dist/server-node.cjs")} --stdio`;
}
