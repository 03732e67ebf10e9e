import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { folderWith, program, type Run, run } from "./program.ts";

const FILES = { "main.tf": 'resource "google_project_iam_member" "a" {\n  role = "roles/run.invokr"\n}\n' };

/** The program as it is started, beside the program itself. */
async function started(): Promise<string> {
  const folder = folderWith({ "cli-program.cjs": readFileSync(await program()) });
  const outfile = join(folder, "cli.cjs");
  await build({
    entryPoints: ["server/src/cli/start.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "warning",
  });
  return outfile;
}

interface Kept {
  readonly check: (env?: NodeJS.ProcessEnv) => Promise<Run>;
  readonly version: () => Promise<Run>;
  /** Names of what is in the cache. */
  readonly names: () => readonly string[];
  readonly folder: string;
}

async function withCache(): Promise<Kept> {
  const copy = await started();
  const cache = folderWith({});
  const work = folderWith(FILES);
  const env = { XDG_CACHE_HOME: cache };
  const folder = join(cache, "gcp-iam-lint");
  return {
    check: (more = {}) => run(work, ["check"], { copy, env: { ...env, ...more } }),
    version: () => run(work, ["--version"], { copy, env }),
    names: () => readdirSync(cache).flatMap((name) => readdirSync(join(cache, name))),
    folder,
  };
}

test("a check keeps the code, and the next one says the same", async () => {
  const { check, names } = await withCache();
  const first = await check();
  const [kept, ...others] = names();
  assert.match(kept ?? "", /^v\d+\.\d+\.\d+-\w+-.*\.code$/);
  assert.deepEqual(others, []);
  assert.match(first.stdout, /role-unknown/);
  assert.deepEqual(await check(), first);
  assert.deepEqual(names(), [kept]);
});

test("other commands keep nothing", async () => {
  const { version, names } = await withCache();
  assert.equal((await version()).status, 0);
  assert.deepEqual(names(), []);
});

test("broken code is made anew, and code of older builds goes", async () => {
  const { check, names, folder } = await withCache();
  const first = await check();
  const [kept = ""] = names();
  truncateSync(join(folder, kept), 1000);
  writeFileSync(join(folder, kept.replace(/-[^-]*$/, "-1.code")), "old");
  assert.deepEqual(await check(), first);
  assert.deepEqual(names(), [kept]);
  assert.ok(statSync(join(folder, kept)).size > 1000);
});

test("nothing is kept where it is switched off, or cannot be", async () => {
  const { check, names } = await withCache();
  const told = await check({ NODE_DISABLE_COMPILE_CACHE: "1" });
  assert.deepEqual(names(), []);
  const file = join(folderWith({ file: "" }), "file");
  assert.deepEqual(await check({ XDG_CACHE_HOME: file }), told);
});
