import assert from "node:assert/strict";
import { test } from "node:test";
import { version } from "../../package.json";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { docsUrl } from "../../server/src/core/rules/rule.ts";
import { grant, grantOf, messageOf, WRONG_CASE } from "./modules.ts";
import { folderWith, run } from "./program.ts";

const { date, counts } = openCatalog();

const CONFLICT = `resource "google_project_iam_binding" "all" {
  project = "example-shop"
  role    = "roles/run.invoker"
  members = ["group:a@example.com"]
}

${grant("one", "roles/run.invoker")}`;

const CONFLICT_MESSAGE = messageOf("tf-binding-member-conflict", CONFLICT);
const WRONG_CASE_MESSAGE = messageOf("role-wrong-case", WRONG_CASE);

const WRONG_CASE_TEXT = `main.tf:3:14 error ${WRONG_CASE_MESSAGE} role-wrong-case
 3 |   role    = "roles/run.Invoker"
   |              ^^^^^^^^^^^^^^^^^
   safe fix: Replace with \`roles/run.invoker\` (Cloud Run Invoker)

`;

test("findings are shown with their line, their place and their fixes", async () => {
  const folder = folderWith({ "main.tf": WRONG_CASE });
  const { status, stdout, stderr } = await run(folder, ["check"]);
  assert.equal(stdout, `${WRONG_CASE_TEXT}1 file: 1 error. Role catalog of ${date}.\n`);
  assert.equal(stderr, "");
  assert.equal(status, 1);
});

test("places that explain a finding are listed", async () => {
  const folder = folderWith({ "main.tf": CONFLICT });
  const { stdout, status } = await run(folder, ["check", "."]);
  assert.equal(
    stdout,
    `main.tf:1:1 warning ${CONFLICT_MESSAGE} tf-binding-member-conflict
 1 | resource "google_project_iam_binding" "all" {
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   see main.tf:7:1 grants the same role
   unsafe fix: Move the member into \`google_project_iam_binding.all\`
   unsafe fix: Make \`google_project_iam_binding.all\` add its members one by one

1 file: 1 warning. Role catalog of ${date}.
`,
  );
  assert.equal(status, 0);
});

test("nothing to complain about", async () => {
  const folder = folderWith({ "main.tf": grant("a", "roles/run.invoker"), "notes.txt": "roles/run.Invoker" });
  const { status, stdout, stderr } = await run(folder, ["check"]);
  assert.deepEqual([status, stdout, stderr], [0, `1 file: no findings. Role catalog of ${date}.\n`, ""]);
});

test("the report for programs", async () => {
  const folder = folderWith({ "b/main.tf": `# 👍 東京\n${WRONG_CASE}`, "a.tf": CONFLICT });
  const { status, stdout } = await run(folder, ["check", "--format", "json"]);
  const found = JSON.parse(stdout) as { findings: { fixes: { title: string }[] }[] };
  const [conflict, wrongCase] = found.findings;
  const range = { start: { line: 4, column: 14 }, end: { line: 4, column: 31 } };
  assert.deepEqual(found, {
    version,
    catalog: { date, ...counts },
    summary: { files: 2, errors: 1, warnings: 1, infos: 0, hints: 0 },
    findings: [
      {
        rule: "tf-binding-member-conflict",
        severity: "warning",
        message: CONFLICT_MESSAGE,
        path: "a.tf",
        range: { start: { line: 1, column: 1 }, end: { line: 1, column: 44 } },
        docs: docsUrl({ id: "tf-binding-member-conflict" }),
        related: [
          {
            path: "a.tf",
            range: { start: { line: 7, column: 1 }, end: { line: 7, column: 43 } },
            message: "grants the same role",
          },
        ],
        fixes: conflict?.fixes,
      },
      {
        rule: "role-wrong-case",
        severity: "error",
        message: WRONG_CASE_MESSAGE,
        path: "b/main.tf",
        range,
        docs: docsUrl({ id: "role-wrong-case" }),
        related: [],
        fixes: [
          {
            title: "Replace with `roles/run.invoker` (Cloud Run Invoker)",
            safety: "safe",
            edits: [{ path: "b/main.tf", range, newText: "roles/run.invoker" }],
          },
        ],
      },
    ],
  });
  assert.deepEqual(
    [conflict, wrongCase].map((finding) => finding?.fixes.map(({ title }) => title)),
    [
      [
        "Move the member into `google_project_iam_binding.all`",
        "Make `google_project_iam_binding.all` add its members one by one",
      ],
      ["Replace with `roles/run.invoker` (Cloud Run Invoker)"],
    ],
  );
  assert.equal(status, 1);
});

test("columns count UTF-16 units, and a byte order mark is none", async () => {
  const line = '{"etag":"👍","bindings":[{"role":"roles/run.Invoker","members":["group:a@example.com"]}]}';
  const folder = folderWith({ "policy.json": `\ufeff${line}` });
  const { stdout } = await run(folder, ["check", "--format=json"]);
  const [finding] = (JSON.parse(stdout) as { findings: { range: unknown }[] }).findings;
  const column = line.indexOf("roles/run.Invoker") + 1;
  assert.deepEqual(finding?.range, { start: { line: 1, column }, end: { line: 1, column: column + 17 } });
});

test("the exit status follows --fail-on", async () => {
  const folder = folderWith({ "main.tf": CONFLICT, "e/main.tf": WRONG_CASE });
  const status = async (...words: string[]) => (await run(folder, ["check", ...words])).status;
  assert.equal(await status("main.tf"), 0);
  assert.equal(await status("--fail-on", "error", "main.tf"), 0);
  assert.equal(await status("--fail-on=warning", "main.tf"), 1);
  assert.equal(await status("--fail-on=info", "main.tf"), 1);
  assert.equal(await status("e"), 1);
  assert.equal(await status("e", "--fail-on=never"), 0);
});

test("rules are set on the command line", async () => {
  const folder = folderWith({ "main.tf": WRONG_CASE });
  const off = await run(folder, ["check", "--rule", "role-wrong-case=off"]);
  assert.equal(off.stdout, `1 file: no findings. Role catalog of ${date}.\n`);
  const hint = await run(folder, ["check", "--rule=role-wrong-case=off", "--rule=role-wrong-case=hint"]);
  assert.equal(hint.stdout, `${WRONG_CASE_TEXT.replace("error", "hint")}1 file: 1 hint. Role catalog of ${date}.\n`);
  assert.equal(hint.status, 0);
});

test("colours come when they are forced, and only then when nobody looks", async () => {
  const folder = folderWith({ "main.tf": WRONG_CASE });
  const forced = await run(folder, ["check"], { env: { FORCE_COLOR: "1" } });
  const esc = "\u001b";
  assert.equal(
    forced.stdout,
    `${esc}[1mmain.tf:3:14${esc}[0m ${esc}[31merror${esc}[0m ${WRONG_CASE_MESSAGE} ${esc}[2mrole-wrong-case${esc}[0m
 ${esc}[2m3 |${esc}[0m   role    = "roles/run.Invoker"
 ${esc}[2m  |${esc}[0m              ${esc}[31m^^^^^^^^^^^^^^^^^${esc}[0m
   safe fix: Replace with \`roles/run.invoker\` (Cloud Run Invoker)

1 file: ${esc}[1m1 error${esc}[0m. Role catalog of ${date}.
`,
  );
  for (const env of [{ NO_COLOR: "1" }, { FORCE_COLOR: "0" }]) {
    const { stdout } = await run(folder, ["check"], { env });
    assert.equal(stdout, `${WRONG_CASE_TEXT}1 file: 1 error. Role catalog of ${date}.\n`);
  }
});

test("paths are told as seen from where the program runs", async () => {
  const folder = folderWith({ "a b/ü.tf": WRONG_CASE, "c/d.tf": WRONG_CASE, "e/keep": "" });
  const { stdout } = await run(`${folder}/e`, ["check", "--format=json", "../c/d.tf", ".."]);
  const { findings, summary } = JSON.parse(stdout) as { findings: { path: string }[]; summary: { files: number } };
  assert.deepEqual(
    findings.map(({ path }) => path),
    ["../a b/ü.tf", "../c/d.tf"],
  );
  assert.equal(summary.files, 2);
});

test("a named file is read with its module, whose other findings are not shown", async () => {
  const folder = folderWith({
    "main.tf": grantOf("a", "local.role") + WRONG_CASE.replace("invoker", "b"),
    "locals.tf": `locals {\n  role = "roles/run.Viewer"\n}\n${WRONG_CASE}`,
    "other.tf": grant("c", "roles/run.Admin"),
  });
  const { stdout } = await run(folder, ["check", "--format=json", "locals.tf"]);
  const { findings, summary } = JSON.parse(stdout) as {
    findings: { path: string; range: { start: { line: number } } }[];
    summary: { files: number; errors: number };
  };
  assert.deepEqual(
    findings.map(({ path, range }) => `${path}:${range.start.line}`),
    ["locals.tf:2", "locals.tf:6"],
  );
  assert.deepEqual([summary.files, summary.errors], [1, 2]);
});

test("standard input stands for a file, beside the others of its module", async () => {
  const folder = folderWith({
    "infra/locals.tf": 'locals {\n  role = "roles/run.invoker"\n}\n',
    "infra/main.tf": WRONG_CASE,
  });
  const words = ["check", "--stdin", "--stdin-filename", "infra/main.tf"];
  const { stdout, status } = await run(folder, words, { input: `\ufeff\n${WRONG_CASE}` });
  assert.equal(
    stdout,
    `${WRONG_CASE_TEXT.replace("main.tf:3", "infra/main.tf:4").replace(" 3 |", " 4 |")}1 file: 1 error. Role catalog of ${date}.\n`,
  );
  assert.equal(status, 1);
  const clean = await run(folder, words, { input: grantOf("a", "local.role") });
  assert.deepEqual([clean.stdout, clean.status], [`1 file: no findings. Role catalog of ${date}.\n`, 0]);
  const elsewhere = await run(folder, ["check", "--stdin", "--stdin-filename=new/main.tf"], { input: WRONG_CASE });
  assert.deepEqual([elsewhere.status, elsewhere.stderr], [1, ""]);
});
