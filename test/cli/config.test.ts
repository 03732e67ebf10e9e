import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { grant, WRONG_CASE } from "./modules.ts";
import { folderWith, run } from "./program.ts";

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly range: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

/** The paths of the findings in a folder. */
async function paths(folder: string, ...words: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(folder, ["check", "--format=json", ...words]);
  return (JSON.parse(stdout) as { findings: Finding[] }).findings.map(({ path }) => path);
}

/** The severities of the findings in a folder. */
async function severities(folder: string, ...words: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await run(folder, ["check", "--format=json", ...words]);
  assert.equal(stderr, "");
  return (JSON.parse(stdout) as { findings: { severity: string }[] }).findings.map(({ severity }) => severity);
}

test("a configuration file in the folder counts, in both forms", async () => {
  const json = '// our house rules\n{ "rules": { "role-wrong-case": "info" }, }\n';
  assert.deepEqual(await severities(folderWith({ ".iamlint.json": json, "a.tf": WRONG_CASE })), ["info"]);
  const yaml = "rules:\n  role-wrong-case:\n    severity: hint\n";
  assert.deepEqual(await severities(folderWith({ ".iamlint.yaml": yaml, "a.tf": WRONG_CASE })), ["hint"]);
  assert.deepEqual(await severities(folderWith({ ".iamlint.json": json, ".iamlint.yaml": yaml, "a.tf": WRONG_CASE })), [
    "info",
  ]);
  assert.deepEqual(await severities(folderWith({ ".iamlint.yaml": "", "a.tf": WRONG_CASE })), ["error"]);
});

test("the nearest one up to the root of the repository counts, and none above it", async () => {
  const rule = (severity: string) => `rules: { role-wrong-case: ${severity} }\n`;
  const folder = folderWith({
    ".iamlint.yaml": rule("off"),
    "repo/.git/HEAD": "",
    "repo/.iamlint.yaml": rule("info"),
    "repo/a/b/main.tf": WRONG_CASE,
    "repo/near/.iamlint.yaml": rule("hint"),
    "repo/near/deep/main.tf": WRONG_CASE,
    "other/.git/HEAD": "",
    "other/a/main.tf": WRONG_CASE,
    "loose/main.tf": WRONG_CASE,
  });
  assert.deepEqual(await severities(join(folder, "repo/a/b")), ["info"]);
  assert.deepEqual(await severities(join(folder, "repo/near/deep")), ["hint"]);
  assert.deepEqual(await severities(join(folder, "other/a")), ["error"]);
  assert.deepEqual(await severities(join(folder, "loose")), ["error"]);
});

test("a named file counts instead, and the command line over it", async () => {
  const folder = folderWith({
    ".iamlint.yaml": "rules: { role-wrong-case: off }\n",
    "ci/lint.yml": "rules: { role-wrong-case: warning }\n",
    "a.tf": WRONG_CASE,
  });
  assert.deepEqual(await severities(folder, "--config", "ci/lint.yml"), ["warning"]);
  assert.deepEqual(await severities(folder, "--config=ci/lint.yml", "--rule=role-wrong-case=info"), ["info"]);
});

test("mistakes of the configuration are findings at their place, and the rest of it holds", async () => {
  const json = '{ "rules": { "role-unknwn": "off", "role-wrong-case": "info" } }\n';
  const folder = folderWith({ ".iamlint.json": json, "a.tf": WRONG_CASE });
  const { status, stdout } = await run(folder, ["check", "--format=json"]);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  assert.deepEqual(
    findings.map(({ rule, severity, path, range: { start, end } }) => [
      `${path}:${start.line}:${start.column}-${end.line}:${end.column}`,
      `${severity} ${rule}`,
    ]),
    [
      [".iamlint.json:1:15-1:26", "error config-invalid"],
      ["a.tf:3:14-3:31", "info role-wrong-case"],
    ],
  );
  assert.equal(status, 1);
});

test("a named configuration of another name is looked at too", async () => {
  const folder = folderWith({ "ci/lint.yml": "rule: {}\n", "ci/lint.cfg": "rule: {}\n", "a/main.tf": WRONG_CASE });
  const { stdout } = await run(folder, ["check", "--config=ci/lint.yml", "a"]);
  assert.match(stdout, /^ci\/lint\.yml:1:1 error Unknown key "rule", probably "rules"\. config-invalid$/m);
  const { status, stderr } = await run(folder, ["check", "--config=ci/lint.cfg", "a"]);
  assert.deepEqual([status, stderr], [2, 'gcp-iam-lint: configuration: Unknown key "rule", probably "rules"\n']);
});

test("nothing is reported in ignored paths, unless a file is named", async () => {
  const folder = folderWith({
    ".iamlint.yaml": "ignore: [old/**]\n",
    "old/a.tf": WRONG_CASE,
    "new/a.tf": WRONG_CASE,
    "testdata/a.tf": WRONG_CASE,
  });
  assert.deepEqual(await paths(folder), ["new/a.tf", "testdata/a.tf"]);
  assert.deepEqual(await paths(folder, "old"), []);
  assert.deepEqual(await paths(folder, "old/a.tf"), ["old/a.tf"]);
  assert.deepEqual(await paths(folderWith({ "a.tf": WRONG_CASE, "x/testdata/a.tf": WRONG_CASE })), ["a.tf"]);
});

test("presets decide which rules hold", async () => {
  const folder = (preset: string) =>
    folderWith({
      ".iamlint.yaml": `preset: ${preset}\n`,
      "a.tf": WRONG_CASE,
      "b/b.tf": grant("old", "roles/datacatalog.searchAdmin"),
    });
  assert.deepEqual(await severities(folder("recommended")), ["error", "warning"]);
  assert.deepEqual(await severities(folder("errors-only")), ["error"]);
  assert.deepEqual(await severities(folder("errors-only"), "--rule=role-deprecated=info"), ["error", "info"]);
});

test("a named configuration that is not there is told of", async () => {
  const { status, stderr } = await run(folderWith({}), ["check", "--config", "gone.json"]);
  assert.deepEqual([status, stderr], [2, "gcp-iam-lint: cannot read gone.json: no such file or folder\n"]);
});
