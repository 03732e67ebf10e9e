// Bundles test files and runs them with node's own runner.
// usage: node scripts/unit.mjs [--in FOLDER] [part of a path …] [-- flag of node …]
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { loaders } from "../esbuild.mjs";
import { runCommand } from "./testing/command.mjs";

/** Suites that need an editor run only when asked for. */
const APART = "test/editor/";

const split = process.argv.indexOf("--");
const own = process.argv.slice(2, split < 0 ? undefined : split);
const flags = split < 0 ? [] : process.argv.slice(split + 1);
const { values, positionals } = parseArgs({
  args: own,
  allowPositionals: true,
  options: { in: { type: "string", default: "test" } },
});

const files = readdirSync(values.in, { recursive: true, encoding: "utf8" })
  .map((file) => `${values.in}/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".test.ts") && (values.in.startsWith(APART) || !file.startsWith(APART)))
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error("no test file matches");
  process.exit(2);
}

mkdirSync("out", { recursive: true });
const out = mkdtempSync(join("out", `${basename(values.in)}-`));
try {
  await bundle();
  process.exitCode = await runCommand([
    process.execPath,
    "--enable-source-maps",
    "--test",
    ...reporters(),
    ...flags,
    ...bundles(),
  ]);
} finally {
  rmSync(out, { recursive: true, force: true });
}

function bundle() {
  return build({
    entryPoints: files,
    outdir: out,
    outbase: values.in,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    loader: loaders,
    logLevel: "warning",
  });
}

function bundles() {
  return files.map((file) => join(out, file.slice(values.in.length + 1).replace(/\.ts$/, ".mjs")));
}

/** People read the spec; whoever set TEST_COUNTS gets the counts in that file. */
function reporters() {
  const counts = process.env.TEST_COUNTS;
  const pairs = [["spec", "stdout"], ...(counts ? [["./scripts/testing/count-reporter.mjs", counts]] : [])];
  return pairs.flatMap(([name, target]) => [`--test-reporter=${name}`, `--test-reporter-destination=${target}`]);
}
