// Runs every check and every suite, and ends with one line: `N passed, N failed`.
// Needs nothing but node and npm: what is missing is installed first.
// usage: node scripts/test.mjs [name of a step …]
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./testing/command.mjs";
import { sum, takeCounts } from "./testing/counts.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const bin = (name) => join("node_modules", ".bin", name);
const script = (...args) => [process.execPath, ...args];
const COLORS = `--colors=${process.stdout.isTTY ? "force" : "off"}`;
const VSIX = join("out", "gcp-iam-lint.vsix");

/** A step that counts its tests says so in a file; any other step is one check. */
const STEPS = [
  { name: "types", title: "Types", command: [bin("tsc"), "-p", "tsconfig.json"] },
  { name: "core-types", title: "Types of the core, with no host", command: [bin("tsc"), "-p", "tsconfig.core.json"] },
  { name: "style", title: "Format and lint", command: [bin("biome"), "ci", COLORS] },
  { name: "generated", title: "Generated files", command: script("scripts/run.mjs", "scripts/generate.ts", "--check") },
  { name: "build", title: "Build", command: script("esbuild.mjs") },
  { name: "package", title: "Package", command: script("scripts/package.mjs", "--out", VSIX) },
  { name: "unit", title: "Unit tests", command: script("scripts/unit.mjs"), counts: true },
  { name: "nvim", title: "Neovim", command: script("scripts/nvim.mjs"), counts: true },
  { name: "editor", title: "VS Code", command: script("scripts/editor.mjs"), counts: true },
  {
    name: "packaged",
    title: "The packed extension, as a person uses it",
    command: script("scripts/unit.mjs", "--in", "test/editor/packaged"),
    env: { VSIX },
    counts: true,
  },
];

const COUNTS = resolve("out", "counts.json");

async function runStep({ title, command, env = {}, counts: isCounting = false }) {
  console.log(`\n== ${title}`);
  const started = performance.now();
  const code = await runCommand(command, { env: { ...env, ...(isCounting && { TEST_COUNTS: COUNTS }) } });
  const told = isCounting ? takeCounts(COUNTS) : { passed: code === 0 ? 1 : 0, failed: 0 };
  if (told === undefined) console.error(`${title}: ended before it could tell its results`);
  const counts = told ?? { passed: 0, failed: 0 };
  const isSilentFailure = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  const failed = isSilentFailure ? 1 : counts.failed;
  console.log(`-- ${title}: ${counts.passed} passed, ${failed} failed, ${seconds(started)}`);
  return { passed: counts.passed, failed };
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Packages as the lock file has them; the registry gets a second chance. */
async function installPackages() {
  if (existsSync(join("node_modules", ".package-lock.json"))) return true;
  console.log("\n== Packages");
  for (let attempt = 1; attempt <= 2; attempt++) {
    if ((await runCommand(["npm", "ci", "--no-audit", "--no-fund"])) === 0) return true;
  }
  return false;
}

function chooseSteps(names) {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length === 0) return names.length === 0 ? STEPS : STEPS.filter(({ name }) => names.includes(name));
  console.error(`no step ${unknown.join(", ")}; there are ${STEPS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const steps = chooseSteps(process.argv.slice(2));
const results = [];
if (await installPackages()) for (const step of steps) results.push(await runStep(step));
else results.push({ passed: 0, failed: 1 });
const { passed, failed } = sum(results);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
