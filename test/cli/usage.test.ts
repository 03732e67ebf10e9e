import assert from "node:assert/strict";
import { test } from "node:test";
import { version } from "../../package.json";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { rules } from "../../server/src/core/rules/index.ts";
import { describePermission } from "../../server/src/service/describe/permission.ts";
import { describeRole } from "../../server/src/service/describe/role.ts";
import { describeRule } from "../../server/src/service/describe/rule.ts";
import { grant, WRONG_CASE } from "./modules.ts";
import { finished, folderWith, run, start } from "./program.ts";

const MISUSE: readonly (readonly [words: readonly string[], told: string])[] = [
  [[], "a command is missing; see gcp-iam-lint --help"],
  [["chek"], 'unknown command "chek"; did you mean "check"?'],
  [["lint"], 'unknown command "lint"'],
  [["main.tf"], 'unknown command "main.tf"; did you mean "check main.tf"?'],
  [["--format=json"], "a command comes first, not --format=json; see gcp-iam-lint --help"],
  [["check", "--fromat", "json"], 'unknown flag --fromat; did you mean "--format"?'],
  [["check", "-x"], "unknown flag -x"],
  [["check", "--format", "xml"], '--format is one of text, json, not "xml"'],
  [["check", "--format"], "--format needs a value: text, json"],
  [["check", "--config"], "--config needs a value: FILE"],
  [["check", "--fix=yes"], "--fix takes no value"],
  [["check", "--rule", "role-unknown"], '--rule takes ID=off, hint, info, warning or error, not "role-unknown"'],
  [["check", "--rule=role-unknown=loud"], '--rule takes ID=off, hint, info, warning or error, not "role-unknown=loud"'],
  [["check", "--rule=role-unknwon=off"], 'unknown rule "role-unknwon"; did you mean "role-unknown"?'],
  [["check", "--stdin"], "--stdin needs --stdin-filename, whose ending tells what the text is"],
  [["check", "--stdin-filename=a.tf"], "--stdin-filename goes with --stdin"],
  [["check", "--stdin", "--stdin-filename=a.tf", "."], "--stdin takes no paths"],
  [["role"], "something is missing: gcp-iam-lint role NAME"],
  [["role", "a", "b"], "too much is given: gcp-iam-lint role NAME"],
  [["bindings", "--format=json"], '--format is one of table, jsonl, csv, not "json"'],
  [["permission", "run.routes.invok"], 'unknown permission "run.routes.invok"; did you mean "run.routes.invoke"?'],
  [["explain", "role-unknwn"], 'unknown rule "role-unknwn"; did you mean "role-unknown"?'],
  [["help", "chek"], 'unknown command "chek"; did you mean "check"?'],
];

for (const [words, told] of MISUSE) {
  test(`misuse is told in one line: ${["gcp-iam-lint", ...words].join(" ")}`, async () => {
    const { status, stdout, stderr } = await run(folderWith({ "main.tf": "" }), words);
    assert.deepEqual([status, stdout, stderr], [2, "", `gcp-iam-lint: ${told}\n`]);
  });
}

test("an unknown role comes with those that may be meant", async () => {
  const { status, stderr } = await run(folderWith({}), ["role", "roles/run.invokr"]);
  assert.match(
    stderr,
    /^gcp-iam-lint: unknown role "roles\/run\.invokr"; did you mean "roles\/run\.invoker"[^\n]*\?\n$/,
  );
  assert.equal(status, 2);
});

test("flags may stand anywhere, with their value attached or behind them, and -- ends them", async () => {
  const folder = folderWith({ "--fix": "", "a/main.tf": WRONG_CASE, "b/main.tf": WRONG_CASE });
  const attached = await run(folder, ["check", "--format=json", "a", "--fail-on=never", "b"]);
  const behind = await run(folder, ["check", "a", "b", "--fail-on", "never", "--format", "json"]);
  assert.equal(attached.stdout, behind.stdout);
  assert.deepEqual([attached.status, behind.status], [0, 0]);
  const ended = await run(folder, ["check", "--", "--fix"]);
  assert.equal(ended.stderr, "gcp-iam-lint: --fix is of no kind that is read here and was left out\n");
  const helpIsName = await run(folder, ["check", "--", "--help"]);
  assert.equal(helpIsName.stderr, "gcp-iam-lint: cannot read --help: no such file or folder\n");
});

test("help tells of every command and flag", async () => {
  const folder = folderWith({});
  const overview = await run(folder, ["--help"]);
  assert.equal(
    overview.stdout,
    `Lints Google Cloud IAM in Terraform, YAML and gcloud scripts.

usage: gcp-iam-lint COMMAND ...

  check [PATH...]         Find mistakes in the IAM of files and folders; without a path, of the current folder.
  bindings [PATH...]      List the role bindings of files and folders: a row for each statement and role.
  deployers [PATH...]     Show who can deploy what: the rights on the service, its image and its identity, and to execute jobs.
  why PRINCIPAL PERMISSION [RESOURCE]
                          Tell by which grants someone holds a permission, or what would give it.
  explain-error [TEXT|-]  Tell what an error of gcloud, Terraform or the API means, and what causes it here.
  role NAME               Tell what a predefined role can do and where it can be granted.
  permission NAME         Tell which roles hold a permission.
  explain [RULE]          Tell what a rule looks for, why, and how to mend what it finds; without a rule, list them all.
  help COMMAND            Tell what a command takes.
  --version               Print the version.
`,
  );
  for (const words of [["help"], ["-h"], ["help", "help"], ["help", "--help"]])
    assert.deepEqual(await run(folder, words), overview);

  const bindings = await run(folder, ["help", "bindings"]);
  assert.equal(
    bindings.stdout,
    `usage: gcp-iam-lint bindings [PATH...] [FLAG...]

List the role bindings of files and folders: a row for each statement and role.

  --format FORMAT         How rows are shown: table, jsonl, csv (default: table)

What is not known is shown as it is written, as \${reference}.
`,
  );
  for (const words of [
    ["bindings", "--help"],
    ["bindings", "--unknown", "-h"],
  ]) {
    assert.deepEqual(await run(folder, words), bindings);
  }
  assert.deepEqual([overview.status, bindings.status], [0, 0]);
});

test("the version", async () => {
  const { status, stdout } = await run(folderWith({}), ["--version"]);
  assert.deepEqual([status, stdout], [0, `gcp-iam-lint ${version}\n`]);
});

test("roles, permissions and rules are described", async () => {
  const folder = folderWith({});
  const catalog = openCatalog();
  const told = async (...words: readonly string[]) => (await run(folder, words)).stdout;
  const invoker = `${describeRole("roles/run.invoker", catalog)?.plain}\n`;
  assert.equal(await told("role", "roles/run.invoker"), invoker);
  assert.equal(await told("role", "run.invoker"), invoker);
  assert.equal(
    await told("permission", "run.routes.invoke"),
    `${describePermission("run.routes.invoke", catalog)?.plain}\n`,
  );
  for (const rule of rules) assert.equal(await told("explain", rule.id), `${describeRule(rule).plain}\n`);
});

test("all rules are listed", async () => {
  const { stdout, status } = await run(folderWith({}), ["explain"]);
  const lines = stdout.trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => line.split(/ {2,}/)),
    rules.map(({ id, severity, title }) => [id, severity, title]),
  );
  assert.equal(status, 0);
});

test("a reader that goes away ends the program silently", async () => {
  const many = Array.from({ length: 3000 }, (_, i) => grant(`g${i}`, "roles/run.invoker")).join("\n");
  const child = await start(folderWith({ "main.tf": many }), ["bindings", "--format=jsonl"]);
  child.stdout?.destroy();
  child.stdin?.end();
  const { status, signal, stderr } = await finished(child);
  assert.deepEqual([status, signal, stderr], [0, null, ""]);
});

test("an interrupt ends the program silently", async () => {
  const child = await start(folderWith({}), ["check", "--stdin", "--stdin-filename=a.tf"]);
  child.kill("SIGINT");
  const { signal, stdout, stderr } = await finished(child);
  assert.deepEqual([signal, stdout, stderr], ["SIGINT", "", ""]);
});
