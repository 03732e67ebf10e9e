import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { grant, grantOf, WRONG_CASE } from "./modules.ts";
import { folderWith, type Run, run, runAsNobody } from "./program.ts";

const WORDS = ["check", "--format=json", "--fail-on=never"];

const pathsIn = ({ stdout }: Run): readonly string[] =>
  (JSON.parse(stdout) as { findings: { path: string }[] }).findings.map(({ path }) => path);

const filesIn = ({ stdout }: Run): number => (JSON.parse(stdout) as { summary: { files: number } }).summary.files;

/** The paths of findings in a folder, all of whose Terraform files have one. */
async function found(folder: string, ...paths: readonly string[]): Promise<readonly string[]> {
  return pathsIn(await run(folder, [...WORDS, ...paths]));
}

test("what .gitignore leaves out is not read, the nearest file first", async () => {
  const folder = folderWith({
    ".gitignore": "out/\n*.gen.tf\n/top.tf\n",
    "out/a.tf": WRONG_CASE,
    "a.gen.tf": WRONG_CASE,
    "top.tf": WRONG_CASE,
    "deep/top.tf": WRONG_CASE,
    "deep/.gitignore": "!kept.gen.tf\nlocal.tf\n",
    "deep/kept.gen.tf": WRONG_CASE,
    "deep/other.gen.tf": WRONG_CASE,
    "deep/local.tf": WRONG_CASE,
    "local.tf": WRONG_CASE,
  });
  assert.deepEqual(await found(folder), ["deep/kept.gen.tf", "deep/top.tf", "local.tf"]);
});

test("ignore files above the path count up to the root of the repository, and its own exclude file", async () => {
  const folder = folderWith({
    ".gitignore": "*\n",
    "repo/.git/info/exclude": "private.tf\n",
    "repo/.gitignore": "secret.tf\nbuild/\n",
    "repo/a/secret.tf": WRONG_CASE,
    "repo/a/private.tf": WRONG_CASE,
    "repo/a/b/secret.tf": WRONG_CASE,
    "repo/a/b/plain.tf": WRONG_CASE,
    "repo/build/c/plain.tf": WRONG_CASE,
  });
  assert.deepEqual(await found(join(folder, "repo/a")), ["b/plain.tf"]);
  assert.deepEqual(await found(join(folder, "repo"), "a", "build"), ["a/b/plain.tf", "build/c/plain.tf"]);
});

test("the exclude file of a linked work tree is the repository's", async () => {
  const folder = folderWith({
    "main/.git/info/exclude": "private.tf\n",
    "main/.git/worktrees/w/commondir": "../..\n",
    "w/.git": `gitdir: ../main/.git/worktrees/w\n`,
    "w/private.tf": WRONG_CASE,
    "w/plain.tf": WRONG_CASE,
  });
  assert.deepEqual(await found(join(folder, "w")), ["plain.tf"]);
});

test("a file that is named is read even if it is ignored", async () => {
  const folder = folderWith({ ".gitignore": "*.tf\n", "a.tf": WRONG_CASE, "b.tf": WRONG_CASE });
  assert.deepEqual(await found(folder, "b.tf"), ["b.tf"]);
  assert.deepEqual(await found(folder, "."), []);
});

test("folders that tools fill are not entered, unless they are named", async () => {
  const folder = folderWith({
    ".git/a.tf": WRONG_CASE,
    ".terraform/modules/x/a.tf": WRONG_CASE,
    "app/node_modules/x/a.tf": WRONG_CASE,
    ".github/a.tf": WRONG_CASE,
  });
  assert.deepEqual(await found(folder), [".github/a.tf"]);
  assert.deepEqual(await found(folder, ".terraform"), [".terraform/modules/x/a.tf"]);
});

test("links to folders are not followed, so that nothing is met twice and nothing outside is met", async () => {
  const folder = folderWith({ "outside/a.tf": WRONG_CASE, "in/b/b.tf": WRONG_CASE });
  symlinkSync("../outside", join(folder, "in/out"));
  symlinkSync("../outside/a.tf", join(folder, "in/linked.tf"));
  symlinkSync("..", join(folder, "in/b/up"));
  symlinkSync("nowhere", join(folder, "in/broken.tf"));
  symlinkSync("loop.tf", join(folder, "in/loop.tf"));
  const result = await run(folder, [...WORDS, "in"]);
  assert.deepEqual(pathsIn(result), ["in/b/b.tf"]);
  assert.deepEqual([result.status, result.stderr], [0, ""]);
});

test("a path that is a link itself is followed", async () => {
  const folder = folderWith({ "real/a.tf": WRONG_CASE });
  symlinkSync("real", join(folder, "link"));
  assert.deepEqual(await found(folder, "link"), ["link/a.tf"]);
  assert.deepEqual(await found(folder, "link", "real", "real/a.tf", "link/a.tf"), ["link/a.tf"]);
});

test("a linked file of a module helps to understand it, but is reported once", async () => {
  const folder = folderWith({
    "base/locals.tf": 'locals {\n  role = "roles/run.Invoker"\n}\n',
    "one/main.tf": grantOf("a", "local.role"),
    "two/main.tf": `${grantOf("b", "local.role")}${grant("c", "roles/run.Invoker", "group:web@example.com")}`,
  });
  symlinkSync("../base/locals.tf", join(folder, "one/locals.tf"));
  symlinkSync("../base/locals.tf", join(folder, "two/locals.tf"));
  const result = await run(folder, WORDS);
  assert.deepEqual(pathsIn(result), ["two/main.tf"]);
  assert.equal(filesIn(result), 3);
});

test("binary files are left out, and told of only when they are named", async () => {
  const folder = folderWith({ "a.tf": Buffer.from(`\0${WRONG_CASE}`), "b.tf": WRONG_CASE });
  const walked = await run(folder, WORDS);
  assert.deepEqual([pathsIn(walked), walked.stderr, walked.status], [["b.tf"], "", 0]);
  const named = await run(folder, [...WORDS, "a.tf"]);
  assert.deepEqual(
    [pathsIn(named), named.stderr, named.status],
    [[], "gcp-iam-lint: a.tf is a binary file and was left out\n", 0],
  );
});

test("a named file of another kind is told of", async () => {
  const folder = folderWith({ "a.txt": "roles/x" });
  const { stderr, status } = await run(folder, [...WORDS, "a.txt"]);
  assert.deepEqual([stderr, status], ["gcp-iam-lint: a.txt is of no kind that is read here and was left out\n", 0]);
});

test("a script without an extension is told by its first line", async () => {
  const command = "gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/run.Invoker\n";
  const folder = folderWith({
    "bin/allow": `#!/usr/bin/env bash\n${command}`,
    "bin/note": command,
    "bin/tool.py": `#!/usr/bin/env bash\n${command}`,
  });
  assert.deepEqual(await found(folder), ["bin/allow"]);
  assert.deepEqual(await found(folder, "bin/allow"), ["bin/allow"]);
});

test("very large files are left out unless they are named", async () => {
  const folder = folderWith({ "big.tf": `${WRONG_CASE}${"# filler\n".repeat(2_400_000)}`, "b/b.tf": WRONG_CASE });
  const walked = await run(folder, WORDS);
  assert.deepEqual(pathsIn(walked), ["b/b.tf"]);
  assert.equal(walked.stderr, "gcp-iam-lint: big.tf is larger than 20 MB and was left out\n");
  assert.deepEqual(await found(folder, "big.tf"), ["big.tf"]);
});

test("what is not there is told of, and the rest is still reported", async () => {
  const folder = folderWith({ "a.tf": WRONG_CASE });
  symlinkSync("loop.tf", join(folder, "loop.tf"));
  const result = await run(folder, [...WORDS, "gone", "a.tf", "a.tf/b.tf", "loop.tf"]);
  assert.deepEqual(pathsIn(result), ["a.tf"]);
  assert.equal(
    result.stderr,
    [
      "gcp-iam-lint: cannot read gone: no such file or folder",
      "gcp-iam-lint: cannot read a.tf/b.tf: a part of its path is not a folder",
      "gcp-iam-lint: cannot read loop.tf: its links lead in a circle",
      "",
    ].join("\n"),
  );
  assert.equal(result.status, 2);
});

test("what may not be read is told of, and the rest is still reported", async () => {
  const folder = folderWith({ "a.tf": WRONG_CASE, "b.tf": WRONG_CASE, "c/c.tf": WRONG_CASE });
  mkdirSync(join(folder, "d"));
  chmodSync(join(folder, "b.tf"), 0o200);
  chmodSync(join(folder, "d"), 0o300);
  const result = await runAsNobody(folder, WORDS);
  assert.deepEqual(pathsIn(result), ["a.tf", "c/c.tf"]);
  assert.equal(
    result.stderr,
    "gcp-iam-lint: cannot read b.tf: permission denied\ngcp-iam-lint: cannot read d: permission denied\n",
  );
  assert.equal(result.status, 2);
  chmodSync(join(folder, "d"), 0o700);
});

test("a folder of many modules is read file by file", async () => {
  const files = Array.from({ length: 300 }, (_, i) => [`m${i}/main.tf`, `resource "null_resource" "n${i}" {}\n`]);
  const folder = folderWith({ ...Object.fromEntries(files), "m300/main.tf": WRONG_CASE });
  const result = await run(folder, WORDS);
  assert.deepEqual([pathsIn(result), filesIn(result)], [["m300/main.tf"], 301]);
});
