import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { describeRole } from "../../server/src/service/describe/role.ts";
import { FULL, PLAIN, printEdit, start } from "./editor.ts";
import { grant, policy } from "./texts.ts";

const URI = "file:///nowhere/grant.yaml";
const at = (line: number, character: number) => ({ line, character });
const INVOKER = describeRole("roles/run.invoker", openCatalog());

test("the server tells what it can do", async () => {
  const editor = await start();
  assert.deepEqual(editor.initialized, {
    serverInfo: { name: "gcp-iam-lint" },
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2, save: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ['"', "'", "/", ".", ":", "=", " "], resolveProvider: true },
      codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.iamLint"] },
      codeLensProvider: { resolveProvider: true },
      diagnosticProvider: { identifier: "iam-lint", interFileDependencies: true, workspaceDiagnostics: false },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  });
  await editor.shutdown();
});

test("hover", async () => {
  const editor = await start();
  editor.open(URI, policy("roles/run.invoker"), "yaml");
  assert.deepEqual(await editor.hover(URI, at(1, 12)), {
    contents: { kind: "markdown", value: INVOKER?.markdown },
    range: { start: at(1, 10), end: at(1, 27) },
  });
  assert.equal(await editor.hover(URI, at(0, 2)), null);
  assert.equal(await editor.hover("file:///nowhere/other.yaml", at(0, 2)), null);
  await editor.shutdown();
});

test("hover for an editor without Markdown", async () => {
  const editor = await start({ capabilities: PLAIN });
  editor.open(URI, policy("roles/run.invoker"), "yaml");
  const hover = await editor.hover(URI, at(1, 12));
  assert.deepEqual(hover?.contents, { kind: "plaintext", value: INVOKER?.plain });
  await editor.shutdown();
});

test("completion, and the documentation of an item", async () => {
  const editor = await start();
  editor.open(URI, policy("roles/run.inv"), "yaml");
  const list = await editor.complete(URI, at(1, 23));
  assert.equal(list?.isIncomplete, false);
  const [first] = list?.items ?? [];
  assert.deepEqual(first, {
    label: "roles/run.invoker",
    kind: 20,
    detail: "Cloud Run Invoker",
    filterText: "roles/run.invoker Cloud Run Invoker",
    sortText: "0000",
    textEdit: { range: { start: at(1, 10), end: at(1, 23) }, newText: "roles/run.invoker" },
    data: { kind: "role", name: "roles/run.invoker" },
  });
  const resolved = first && (await editor.resolve(first));
  assert.deepEqual(resolved, { ...first, documentation: { kind: "markdown", value: INVOKER?.markdown } });
  assert.equal(await editor.complete(URI, at(0, 3)), null);
  await editor.shutdown();
});

test("completion with a place for the cursor", async () => {
  const uri = "file:///nowhere/main.tf";
  const text = 'resource "google_project_iam_member" "a" {\n  member = \n}\n';
  for (const [capabilities, newText, format] of [
    [FULL, '"user:$0"', 2],
    [PLAIN, '"user:"', undefined],
  ] as const) {
    const editor = await start({ capabilities });
    editor.open(uri, text);
    const list = await editor.complete(uri, at(1, 11));
    const item = list?.items.find(({ label }) => label === "user:");
    const edit = { range: { start: at(1, 11), end: at(1, 11) }, newText };
    assert.deepEqual([item?.textEdit, item?.insertTextFormat], [edit, format]);
    await editor.shutdown();
  }
});

test("a dollar sign of a completed expression is text in a snippet", async () => {
  const uri = "file:///nowhere/main.tf";
  const account = 'resource "google_service_account" "ci" {\n  account_id = "ci"\n}\n';
  const editor = await start();
  editor.open(uri, account + grant('"roles/run.viewer"').replace("user:jane@example.com", ""));
  const list = await editor.complete(uri, at(6, 13));
  const item = list?.items.find(({ label }) => label === "google_service_account.ci");
  assert.deepEqual(
    [item?.textEdit, item?.insertTextFormat],
    [
      {
        range: { start: at(6, 13), end: at(6, 13) },
        newText: `serviceAccount:${"$"}{google_service_account.ci.email}`,
      },
      undefined,
    ],
  );
  await editor.shutdown();
});

test("code actions: fixes first, then ways to ignore", async () => {
  const editor = await start();
  editor.open(URI, policy("roles/Run.Invoker"), "yaml");
  const report = await editor.pull(URI);
  const actions = await editor.actions(URI, { start: at(1, 12), end: at(1, 12) });
  assert.deepEqual(
    actions.map(({ title, kind, isPreferred, edit }) => [title, kind, isPreferred, edit && printEdit(edit)]),
    [
      [
        "Replace with `roles/run.invoker` (Cloud Run Invoker)",
        "quickfix",
        true,
        [`${URI}@1 1:10-1:27 "roles/run.invoker"`],
      ],
      [
        "Ignore role-wrong-case on this line",
        "quickfix",
        undefined,
        [`${URI}@1 1:0-1:0 "  # iam-lint-ignore role-wrong-case: explain why here\\n"`],
      ],
      [
        "Ignore role-wrong-case in this file",
        "quickfix",
        undefined,
        [`${URI}@1 0:0-0:0 "# iam-lint-ignore-file role-wrong-case: explain why here\\n"`],
      ],
    ],
  );
  assert.deepEqual(actions[0]?.diagnostics, report.kind === "full" && report.items);
  assert.deepEqual(await editor.actions(URI, { start: at(0, 0), end: at(0, 3) }), []);
  assert.deepEqual(await editor.actions(URI, { start: at(1, 12), end: at(1, 12) }, ["refactor"]), []);
  await editor.shutdown();
});

test("all safe fixes in one action, for those who ask for it", async () => {
  const editor = await start();
  editor.open(URI, `${policy("roles/Run.Invoker")}  - role: run.viewer\n    members: ["jane@example.com"]\n`, "yaml");
  const whole = { start: at(0, 0), end: at(9, 0) };
  const edits = [`${URI}@1 1:10-1:27 "roles/run.invoker"`, `${URI}@1 3:10-3:20 "roles/run.viewer"`];
  for (const kind of ["source.fixAll.iamLint", "source.fixAll", "source"]) {
    const actions = await editor.actions(URI, whole, [kind]);
    assert.deepEqual(
      actions.map(({ title, kind, edit }) => [title, kind, edit && printEdit(edit)]),
      [["Fix all safe IAM findings", "source.fixAll.iamLint", edits]],
    );
  }
  assert.deepEqual(await editor.actions(URI, whole, ["source.organizeImports"]), []);
  await editor.shutdown();
});

test("edits without versions for an editor that knows none", async () => {
  const capabilities = { ...FULL, workspace: {} };
  const editor = await start({ capabilities });
  editor.open(URI, policy("roles/Run.Invoker"), "yaml");
  const [fix] = await editor.actions(URI, { start: at(1, 12), end: at(1, 12) });
  assert.deepEqual(fix?.edit, {
    changes: { [URI]: [{ range: { start: at(1, 10), end: at(1, 27) }, newText: "roles/run.invoker" }] },
  });
  await editor.shutdown();
});

test("a document without a name is read as what its editor calls it", async () => {
  const uri = "untitled:Untitled-1";
  const editor = await start();
  editor.open(uri, grant('"roles/Run.Invoker"'), "terraform");
  assert.deepEqual(await editor.findings(uri), ["2:13-2:30 role-wrong-case"]);
  const [fix] = await editor.actions(uri, { start: at(2, 14), end: at(2, 14) });
  assert.deepEqual(fix?.edit && printEdit(fix.edit), [`${uri}@1 2:13-2:30 "roles/run.invoker"`]);
  await editor.shutdown();
});
