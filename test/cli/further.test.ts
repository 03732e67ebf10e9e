import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { grant, grantOf } from "./modules.ts";
import { folderWith, run } from "./program.ts";

interface Shown {
  readonly rule: string;
  readonly path: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

/** Findings of a folder's paths, as places. */
async function found(folder: string, ...paths: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(folder, ["check", "--format=json", "--fail-on=never", ...paths]);
  const { findings } = JSON.parse(stdout) as { findings: readonly Shown[] };
  return findings.map(({ rule, path, range: { start } }) => `${path}:${start.line}:${start.column} ${rule}`);
}

const CALL = 'module "m" {\n  source = "../../modules/m"\n  role   = "roles/run.Invoker"\n}\n';
const CALLED = `variable "role" {}\n${grantOf("m", "var.role")}${grant("other", "roles/run.Viewer")}`;

test("a module outside of the path is read, and what stands wrong in it is not told", async () => {
  const folder = folderWith({ ".git/HEAD": "", "envs/prod/main.tf": CALL, "modules/m/main.tf": CALLED });
  assert.deepEqual(await found(join(folder, "envs/prod")), ["main.tf:3:13 role-wrong-case"]);
  assert.deepEqual(await found(folder, "envs/prod/main.tf"), ["envs/prod/main.tf:3:13 role-wrong-case"]);
  assert.deepEqual(await found(folder), [
    "envs/prod/main.tf:3:13 role-wrong-case",
    "modules/m/main.tf:9:14 role-wrong-case",
  ]);
});

test("nothing outside the repository is read; without one, the current folder bounds it", async () => {
  const files = { "envs/prod/main.tf": CALL, "modules/m/main.tf": CALLED };
  const apart = folderWith({ ...files, "envs/.git/HEAD": "" });
  assert.deepEqual(await found(apart, "envs/prod"), []);
  const plain = folderWith(files);
  assert.deepEqual(await found(plain, "envs/prod"), ["envs/prod/main.tf:3:13 role-wrong-case"]);
  assert.deepEqual(await found(join(plain, "envs"), "prod"), []);
});

const READING = `locals {
  roles = yamldecode(file("\${path.module}/roles.yaml"))
}
${grantOf("m", "local.roles.ci")}`;

test("a file that a function reads is told about where the given paths hold it, and its fix edits it", async () => {
  const folder = folderWith({ "a/main.tf": READING, "a/roles.yaml": "ci: roles/run.Invoker # kept\n" });
  assert.deepEqual(await found(folder, "a"), ["a/roles.yaml:1:5 role-wrong-case"]);
  assert.deepEqual(await found(folder, "a/main.tf"), []);
  assert.deepEqual(await found(folder, "a/main.tf", "a/roles.yaml"), ["a/roles.yaml:1:5 role-wrong-case"]);
  await run(folder, ["check", "--fix", "a"]);
  assert.equal(readFileSync(join(folder, "a/roles.yaml"), "utf8"), "ci: roles/run.invoker # kept\n");
});

test("a link that leads out of the repository is not followed", async () => {
  const folder = folderWith({ "repo/.git/HEAD": "", "repo/main.tf": READING, "roles.yaml": "ci: roles/run.Invoker\n" });
  symlinkSync(join(folder, "roles.yaml"), join(folder, "repo/roles.yaml"));
  assert.deepEqual(await found(join(folder, "repo"), ".", "roles.yaml"), []);
});

test("the files of a folder are listed, but not what tools keep there", async () => {
  const folder = folderWith({
    "main.tf": `locals {
  grants = { for f in fileset(path.module, "data/**/*.yaml") : f => yamldecode(file("\${path.module}/\${f}")) }
}
resource "google_project_iam_member" "m" {
  for_each = local.grants
  project  = "example-shop"
  role     = each.value.role
  member   = "group:team@example.com"
}
`,
    "data/a.yaml": "role: roles/run.Invoker\n",
    "data/b/c.yaml": "role: roles/run.Viewer\n",
    "data/.terraform/d.yaml": "role: roles/run.Admin\n",
    "data/e.txt": "role: roles/run.Admin\n",
  });
  mkdirSync(join(folder, "data/empty"));
  assert.deepEqual(await found(folder), ["data/a.yaml:1:7 role-wrong-case", "data/b/c.yaml:1:7 role-wrong-case"]);
});
