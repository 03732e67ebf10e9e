import assert from "node:assert/strict";
import { test } from "node:test";
import { brief, PLAIN, start } from "./editor.ts";
import { folderWith } from "./folder.ts";
import { grant } from "./texts.ts";

const LOCALS = 'locals {\n  role = "roles/Run.Invoker"\n}\n';
const FOUND = ["1:10-1:27 role-wrong-case"];
const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

test("documents of a folder are read together, those on disk too", async (context) => {
  const folder = folderWith(context, { "main.tf": grant("local.role"), "notes.txt": "roles/Run.Invoker" });
  const editor = await start();
  editor.open(folder.uriOf("locals.tf"), LOCALS);
  assert.deepEqual(await editor.findings(folder.uriOf("locals.tf")), FOUND);
  await editor.shutdown();
});

test("an open document stands for its file", async (context) => {
  const folder = folderWith(context, { "main.tf": grant("local.role"), "locals.tf": LOCALS });
  const editor = await start();
  const [main, locals] = [folder.uriOf("main.tf"), folder.uriOf("locals.tf")];
  editor.open(main, 'resource "google_project" "p" {}\n');
  editor.open(locals, LOCALS);
  assert.deepEqual(await editor.findings(locals), []);
  await editor.shutdown();
});

test("the file stands again for a document that was closed", async (context) => {
  const folder = folderWith(context, { "main.tf": grant("local.role") });
  const editor = await start({ folders: [folder.uri] });
  const [main, locals] = [folder.uriOf("main.tf"), folder.uriOf("locals.tf")];
  editor.open(locals, LOCALS);
  editor.open(main, "");
  assert.deepEqual(await editor.findings(locals), []);
  editor.close(main);
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(locals), FOUND);
  await editor.shutdown();
});

test("a change makes an editor ask about the documents that it concerns", async (context) => {
  const folder = folderWith(context, {});
  const editor = await start();
  const [main, locals] = [folder.uriOf("main.tf"), folder.uriOf("locals.tf")];
  editor.open(locals, LOCALS);
  editor.open(main, grant('"roles/run.viewer"'));
  assert.deepEqual(await editor.findings(locals), []);
  editor.change(main, { text: grant("local.role") });
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(locals), FOUND);
  assert.deepEqual(await editor.findings(main), []);
  assert.equal(editor.refreshes.size, 0);
  await editor.shutdown();
});

test("a change that concerns no other document does not", async (context) => {
  const folder = folderWith(context, {});
  const editor = await start();
  const [main, locals] = [folder.uriOf("main.tf"), folder.uriOf("locals.tf")];
  editor.open(locals, LOCALS);
  editor.open(main, grant("local.role"));
  assert.deepEqual(await editor.findings(locals), FOUND);
  editor.change(main, { text: grant('"roles/Run.Viewer"', "b") + grant("local.role") });
  assert.deepEqual(await editor.findings(main), ["2:13-2:29 role-wrong-case"]);
  assert.deepEqual(await editor.findings(locals), FOUND);
  assert.equal(editor.refreshes.size, 0);
  await editor.shutdown();
});

test("an editor that does not ask is sent what a change means for the joined documents", async (context) => {
  const folder = folderWith(context, {});
  const editor = await start({ capabilities: PLAIN });
  const [main, locals] = [folder.uriOf("main.tf"), folder.uriOf("locals.tf")];
  editor.open(locals, LOCALS);
  editor.open(main, grant('"roles/run.viewer"'));
  const first = [await editor.published.next(), await editor.published.next()];
  assert.deepEqual(
    first.map(({ uri, diagnostics }) => [uri, diagnostics]),
    [
      [locals, []],
      [main, []],
    ],
  );
  editor.change(main, { text: grant("local.role") });
  const then = [await editor.published.next(), await editor.published.next()];
  assert.deepEqual(
    then.map(({ uri, version, diagnostics }) => [uri, version, diagnostics.map(brief)]),
    [
      [locals, 1, FOUND],
      [main, 2, []],
    ],
  );
  await editor.shutdown();
});

test("files that appear, change and go on disk are read again", async (context) => {
  const folder = folderWith(context, {});
  const editor = await start({ folders: [folder.uri] });
  const [main, locals] = [folder.uriOf("main.tf"), folder.uriOf("locals.tf")];
  editor.open(locals, LOCALS);
  assert.deepEqual(await editor.findings(locals), []);

  folder.write("main.tf", grant("local.role"));
  editor.watch({ uri: main, type: CREATED });
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(locals), FOUND);

  folder.write("main.tf", grant('"roles/run.viewer"'));
  editor.watch({ uri: main, type: CHANGED });
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(locals), []);

  folder.write("main.tf", grant("local.role"));
  editor.watch({ uri: main, type: CHANGED });
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(locals), FOUND);

  folder.remove("main.tf");
  editor.watch({ uri: main, type: DELETED });
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(locals), []);
  await editor.shutdown();
});

test("an editor that can watch files is asked to", async () => {
  const editor = await start();
  await editor.findings("file:///nowhere/a.tf");
  assert.deepEqual(editor.registered.sort(), ["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles"]);
  await editor.shutdown();
});
