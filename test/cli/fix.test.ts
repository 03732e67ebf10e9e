import assert from "node:assert/strict";
import { chmodSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { replaceText } from "../../server/src/cli/files/write.ts";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { grant, grantOf, RIGHT_CASE, WRONG_CASE } from "./modules.ts";
import { folderWith, run, runAsNobody } from "./program.ts";

const { date } = openCatalog();

const textOf = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");

test("safe fixes are written, and what remains is reported", async () => {
  const folder = folderWith({
    "a.tf": WRONG_CASE + WRONG_CASE.replace("invoker", "second").replace("team@", "other@"),
    "b/main.tf": grant("unknown", "roles/run.nothingLikeThis"),
  });
  const { stdout, stderr, status } = await run(folder, ["check", "--fix", "--format=json"]);
  assert.equal(textOf(folder, "a.tf"), RIGHT_CASE + RIGHT_CASE.replace("invoker", "second").replace("team@", "other@"));
  const { summary, findings } = JSON.parse(stdout) as {
    summary: { files: number; fixed: number };
    findings: { rule: string; path: string }[];
  };
  assert.deepEqual([summary.files, summary.fixed], [2, 2]);
  assert.deepEqual(
    findings.map(({ rule, path }) => [rule, path]),
    [["role-unknown", "b/main.tf"]],
  );
  assert.equal(stderr, "");
  assert.notEqual(status, 2);
  assert.deepEqual(readdirSync(folder).sort(), ["a.tf", "b"]);
});

test("the count of fixes is told", async () => {
  const folder = folderWith({ "a.tf": WRONG_CASE });
  const { stdout, status } = await run(folder, ["check", "--fix"]);
  assert.equal(stdout, `1 file: no findings, 1 fixed. Role catalog of ${date}.\n`);
  assert.equal(status, 0);
  const again = await run(folder, ["check", "--fix"]);
  assert.equal(again.stdout, `1 file: no findings, 0 fixed. Role catalog of ${date}.\n`);
});

test("unsafe fixes are not applied", async () => {
  const text = `resource "google_project_iam_binding" "all" {
  project = "example-shop"
  role    = "roles/run.invoker"
  members = ["group:a@example.com"]
}

${grant("one", "roles/run.invoker")}`;
  const folder = folderWith({ "a.tf": text });
  const { stdout } = await run(folder, ["check", "--fix", "--format=json"]);
  assert.equal(textOf(folder, "a.tf"), text);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string }[] };
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["tf-binding-member-conflict"],
  );
});

test("line ends, the byte order mark and the mode stay", async () => {
  const crlf = (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`;
  const folder = folderWith({ "a.tf": crlf(WRONG_CASE), "b.tf": WRONG_CASE.trimEnd() });
  chmodSync(join(folder, "a.tf"), 0o640);
  await run(folder, ["check", "--fix"]);
  assert.equal(textOf(folder, "a.tf"), crlf(RIGHT_CASE));
  assert.equal(statSync(join(folder, "a.tf")).mode & 0o777, 0o640);
  assert.equal(textOf(folder, "b.tf"), RIGHT_CASE.trimEnd());
});

test("a file without findings is not touched", async () => {
  const folder = folderWith({ "a.tf": RIGHT_CASE, "b.tf": WRONG_CASE });
  const before = statSync(join(folder, "a.tf"));
  await run(folder, ["check", "--fix"]);
  const after = statSync(join(folder, "a.tf"));
  assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
});

test("a file that was not asked for is not fixed", async () => {
  const folder = folderWith({
    "main.tf": WRONG_CASE,
    "asked.tf": grantOf("a", "local.role"),
    "locals.tf": 'locals {\n  role = "roles/run.Viewer"\n}\n',
  });
  await run(folder, ["check", "--fix", "asked.tf"]);
  assert.equal(textOf(folder, "main.tf"), WRONG_CASE);
  assert.equal(textOf(folder, "locals.tf"), 'locals {\n  role = "roles/run.Viewer"\n}\n');
});

test("a link stays a link, and its file is fixed", async () => {
  const folder = folderWith({ "real/a.tf": WRONG_CASE, "links/keep": "" });
  symlinkSync("../real/a.tf", join(folder, "links/a.tf"));
  await run(folder, ["check", "--fix", "links/a.tf"]);
  assert.equal(readlinkSync(join(folder, "links/a.tf")), "../real/a.tf");
  assert.ok(lstatSync(join(folder, "real/a.tf")).isFile());
  assert.equal(textOf(folder, "real/a.tf"), RIGHT_CASE);
});

test("bytes that are not UTF-8 are not overwritten", async () => {
  const latin1 = Buffer.from(`# caf\u00e9\n${WRONG_CASE}`, "latin1");
  const folder = folderWith({ "a.tf": latin1, "b/b.tf": WRONG_CASE });
  const { status, stdout, stderr } = await run(folder, ["check", "--fix", "--format=json"]);
  assert.deepEqual(readFileSync(join(folder, "a.tf")), latin1);
  assert.equal(textOf(folder, "b/b.tf"), RIGHT_CASE);
  assert.equal(stderr, "gcp-iam-lint: cannot fix a.tf: it is not written in UTF-8\n");
  const { findings } = JSON.parse(stdout) as { findings: { path: string }[] };
  assert.deepEqual(
    findings.map(({ path }) => path),
    ["a.tf"],
  );
  assert.equal(status, 2);
});

test("a file in a folder that cannot be written stays whole", async () => {
  const folder = folderWith({ "locked/a.tf": WRONG_CASE });
  chmodSync(join(folder, "locked"), 0o555);
  const { status, stderr } = await runAsNobody(folder, ["check", "--fix"]);
  assert.equal(stderr, "gcp-iam-lint: cannot fix locked/a.tf: permission denied\n");
  assert.equal(status, 2);
  assert.equal(textOf(folder, "locked/a.tf"), WRONG_CASE);
  assert.deepEqual(readdirSync(join(folder, "locked")), ["a.tf"]);
});

test("standard input is printed fixed, and what remains goes to standard error", async () => {
  const folder = folderWith({});
  const words = ["check", "--fix", "--stdin", "--stdin-filename", "main.tf"];
  const crlf = (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`;
  const fixed = await run(folder, words, { input: crlf(WRONG_CASE) });
  assert.equal(fixed.stdout, crlf(RIGHT_CASE));
  assert.equal(fixed.stderr, `1 file: no findings, 1 fixed. Role catalog of ${date}.\n`);
  assert.equal(fixed.status, 0);
  const untouched = await run(folder, words, { input: RIGHT_CASE });
  assert.equal(untouched.stdout, RIGHT_CASE);
  const unread = await run(folder, ["check", "--fix", "--stdin", "--stdin-filename", "notes.txt"], { input: "a\n" });
  assert.equal(unread.stdout, "a\n");
});

test("standard input that is not UTF-8 is refused", async () => {
  const input = Buffer.from("# caf\u00e9\n", "latin1");
  const words = ["check", "--fix", "--stdin", "--stdin-filename=a.tf"];
  const { status, stdout, stderr } = await run(folderWith({}), words, { input });
  assert.deepEqual([status, stdout, stderr], [2, "", "gcp-iam-lint: standard input is not written in UTF-8\n"]);
});

test("a file that somebody else changed in the meantime is not overwritten", () => {
  const folder = folderWith({ "a.tf": "new\n" });
  assert.throws(() => replaceText(join(folder, "a.tf"), "old\n", "fixed\n"), { message: "it changed in the meantime" });
  assert.equal(textOf(folder, "a.tf"), "new\n");
  assert.deepEqual(readdirSync(folder), ["a.tf"]);
});
