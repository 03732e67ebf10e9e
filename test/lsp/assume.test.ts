import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeAction, TextDocumentEdit } from "vscode-languageserver";
import { FULL, OWN, printEdit, start } from "./editor.ts";
import { folderWith } from "./folder.ts";
import { SHOP } from "./shop.ts";

const FINDING = "21:13-21:32 run-deployer-missing-actas";
const AT = { start: { line: 21, character: 14 }, end: { line: 21, character: 14 } };

const RECORDED = `assume:
  - principal: google_service_account.ci
    role: roles/iam.serviceAccountUser
    resource: google_service_account.api
`;

const isRecording = ({ title }: CodeAction): boolean => title.startsWith("Granted elsewhere");

async function begin(folder: ReturnType<typeof folderWith>, capabilities = OWN) {
  const editor = await start({ capabilities, folders: [folder.uri] });
  const main = folder.uriOf("main.tf");
  editor.open(main, SHOP);
  let found = await editor.findings(main);
  while (!found.includes(FINDING)) {
    await editor.refreshes.next();
    found = await editor.findings(main);
  }
  assert.deepEqual(found, [FINDING]);
  return { editor, main };
}

test("a grant that is made elsewhere is recorded in a new file, and its finding goes", async (context) => {
  const folder = folderWith(context, { "main.tf": SHOP });
  const { editor, main } = await begin(folder);
  const actions = await editor.actions(main, AT);
  assert.deepEqual(
    actions.map(({ title }) => title),
    [
      "Grant `roles/iam.serviceAccountUser` on `google_service_account.api`",
      "Granted elsewhere: record in .iamlint.yaml",
      "Ignore run-deployer-missing-actas on this line",
      "Ignore run-deployer-missing-actas in this file",
    ],
  );
  const [create, change] = actions.find(isRecording)?.edit?.documentChanges ?? [];
  const uri = folder.uriOf(".iamlint.yaml");
  assert.deepEqual(create, { kind: "create", uri, options: { ignoreIfExists: true } });
  const { textDocument, edits } = change as TextDocumentEdit;
  assert.deepEqual(
    [textDocument, edits.map((edit) => "newText" in edit && edit.newText)],
    [{ uri, version: null }, [RECORDED]],
  );
  editor.open(uri, RECORDED, "yaml");
  assert.deepEqual(await editor.findings(main), []);
  editor.change(uri, { text: RECORDED.replace("serviceAccountUser", "workloadIdentityUser") });
  assert.deepEqual(await editor.findings(main), [FINDING]);
  editor.close(uri);
  await editor.shutdown();
});

test("a file that is there keeps its comments, and the open one counts", async (context) => {
  const folder = folderWith(context, {
    "main.tf": SHOP,
    ".iamlint.json": '{\n  // Ours.\n  "preset": "recommended"\n}\n',
  });
  const { editor, main } = await begin(folder, FULL);
  const uri = folder.uriOf(".iamlint.json");
  const open = '{\n  // Ours, and open.\n  "assume": []\n}\n';
  editor.open(uri, open, "json");
  await editor.pull(uri);
  const record = (await editor.actions(main, AT)).find(isRecording);
  assert.equal(record?.title, "Granted elsewhere: record in .iamlint.json");
  const [edit] = record?.edit?.documentChanges ?? [];
  assert.ok(edit && "edits" in edit && edit.edits[0] && "newText" in edit.edits[0]);
  assert.deepEqual(edit.textDocument, { uri, version: 1 });
  editor.change(uri, { range: edit.edits[0].range, text: edit.edits[0].newText });
  assert.deepEqual(await editor.findings(main), []);
  await editor.shutdown();
});

test("an editor that makes no files is offered it only where there is one", async (context) => {
  const capabilities = { ...FULL, workspace: { ...FULL.workspace, workspaceEdit: {} } };
  const without = await begin(folderWith(context, { "main.tf": SHOP }), capabilities);
  assert.deepEqual((await without.editor.actions(without.main, AT)).filter(isRecording), []);
  await without.editor.shutdown();
  const folder = folderWith(context, { "main.tf": SHOP, ".iamlint.yaml": "# Ours.\n" });
  const { editor, main } = await begin(folder, capabilities);
  const record = (await editor.actions(main, AT)).find(isRecording);
  assert.deepEqual(record?.edit && printEdit(record.edit), [
    `${folder.uriOf(".iamlint.yaml")} 1:0-1:0 ${JSON.stringify(RECORDED)}`,
  ]);
  await editor.shutdown();
});

test("what is wrong with one statement cannot be granted elsewhere", async (context) => {
  const folder = folderWith(context, {});
  const editor = await start({ capabilities: OWN, folders: [folder.uri] });
  const uri = folder.uriOf("grant.yaml");
  editor.open(uri, 'bindings:\n  - role: roles/Run.Invoker\n    members: ["user:jane@example.com"]\n', "yaml");
  await editor.pull(uri);
  const place = { start: { line: 1, character: 14 }, end: { line: 1, character: 14 } };
  assert.deepEqual((await editor.actions(uri, place)).filter(isRecording), []);
  await editor.shutdown();
});
