import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { WRONG_CASE } from "./modules.ts";
import { folderWith, run } from "./program.ts";

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

const WRONG: readonly (readonly [name: string, text: string, problems: readonly string[]])[] = [
  [".iamlint.json", '{ "rules": ', ["line 1, column 12: value expected"]],
  [".iamlint.json", "[]", ["the configuration is not an object"]],
  [
    ".iamlint.json",
    '{ "rule": {}, "rules": { "role-unknwn": "off", "role-unknown": "loud" } }',
    [
      'unknown key "rule"',
      'unknown rule "role-unknwn"',
      'rule "role-unknown": severity is one of off, hint, info, warning, error',
    ],
  ],
  [".iamlint.yaml", "rules:\n  role-unknown: { nothing: 1 }\n", ['rule "role-unknown": unknown option "nothing"']],
  [".iamlint.yaml", "knownRoles: roles/x\n", ['"knownRoles" is not a list of role names']],
];

for (const [name, text, problems] of WRONG) {
  test(`a wrong configuration is told of: ${problems[0]}`, async () => {
    const folder = folderWith({ [name]: text, "a.tf": WRONG_CASE });
    const { status, stdout, stderr } = await run(folder, ["check"]);
    const lines = problems.map((problem) => `gcp-iam-lint: ${name}: ${problem}\n`);
    assert.deepEqual([status, stdout, stderr], [2, "", lines.join("")]);
  });
}

test("broken YAML is told of with its place, on one line", async () => {
  const folder = folderWith({ ".iamlint.yaml": 'rules:\n  a: "b\n' });
  const { status, stderr } = await run(folder, ["check"]);
  assert.match(stderr, /^gcp-iam-lint: \.iamlint\.yaml: line 3, column 1: [^\n]+\n$/);
  assert.equal(status, 2);
});

test("a named configuration that is not there is told of", async () => {
  const { status, stderr } = await run(folderWith({}), ["check", "--config", "gone.json"]);
  assert.deepEqual([status, stderr], [2, "gcp-iam-lint: cannot read gone.json: no such file or folder\n"]);
});
