import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CancellationTokenSource,
  DocumentDiagnosticRequest,
  HoverRequest,
  RegistrationRequest,
  ResponseError,
} from "vscode-languageserver/node";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { start } from "./editor.ts";
import { folderWith } from "./folder.ts";
import { grant, policy } from "./texts.ts";

const URI = "file:///nowhere/grant.yaml";
const MAIN = "file:///nowhere/main.tf";
const WRONG = policy("roles/Run.Invoker");
const FOUND = ["1:10-1:27 role-wrong-case"];
const at = (line: number, character: number) => ({ line, character });

const refused = (code: number, data?: unknown) => (error: unknown) => {
  assert.ok(error instanceof ResponseError);
  assert.deepEqual([error.code, error.data], [code, data]);
  return true;
};

test("a request that is cancelled is not answered", async () => {
  const editor = await start();
  editor.open(URI, WRONG, "yaml");
  const source = new CancellationTokenSource();
  const params = { textDocument: { uri: URI } };
  const pulled = editor.connection.sendRequest(DocumentDiagnosticRequest.type, params, source.token);
  source.cancel();
  await assert.rejects(pulled, refused(-32800));
  assert.deepEqual(await editor.findings(URI), FOUND);
  await editor.shutdown();
});

test("a request about a version that is past is given up", async () => {
  const editor = await start();
  editor.open(URI, WRONG, "yaml");
  const params = { textDocument: { uri: URI }, position: at(1, 12) };
  const requests = [editor.pull(URI), editor.connection.sendRequest(HoverRequest.type, params)];
  editor.change(URI, { text: `# a\n${WRONG}` });
  await Promise.all([
    assert.rejects(requests[0] ?? assert.fail(), refused(-32802, { retriggerRequest: true })),
    assert.rejects(requests[1] ?? assert.fail(), refused(-32801)),
  ]);
  assert.deepEqual(await editor.findings(URI), ["2:10-2:27 role-wrong-case"]);
  await editor.shutdown();
});

test("a document of 20 MB is left alone, which is said once", async () => {
  const editor = await start();
  editor.open(URI, WRONG + "# padding\n".repeat(2_000_000), "yaml");
  assert.deepEqual(await editor.findings(URI), []);
  editor.change(URI, { range: { start: at(0, 0), end: at(0, 0) }, text: "# a\n" });
  assert.deepEqual(await editor.findings(URI), []);
  assert.equal(await editor.hover(URI, at(1, 12)), null);
  assert.equal(await editor.complete(URI, at(1, 12)), null);
  assert.match(await editor.logs.next(), /grant\.yaml is not checked: it has more than 5 million characters/);
  assert.equal(editor.logs.size, 0);
  editor.change(URI, { text: WRONG });
  assert.deepEqual(await editor.findings(URI), FOUND);
  await editor.shutdown();
});

test("a document that is cut anywhere is answered", async () => {
  const role = `"roles/run.\${var.x}"`;
  const members = `["user:jane@example.com", "serviceAccount:\${google_service_account.ci.email}"]`;
  const text = `locals {\n  members = ${members}\n}\n${grant(role)}`;
  const editor = await start();
  editor.open(MAIN, "");
  for (let end = 1; end <= text.length; end++) {
    const cut = text.slice(0, end);
    const line = cut.split("\n").length - 1;
    const position = at(line, cut.length - cut.lastIndexOf("\n") - 1);
    editor.change(MAIN, { text: cut });
    await Promise.all([
      editor.pull(MAIN),
      editor.hover(MAIN, position),
      editor.complete(MAIN, position),
      editor.actions(MAIN, { start: at(0, 0), end: position }),
    ]);
  }
  assert.equal(editor.logs.size, 0);
  await editor.shutdown();
});

test("references in a circle come to an end", async () => {
  const text = `locals {\n  a = local.b\n  b = local.a\n  c = [local.c, "roles/Run.Invoker"]\n}\n${grant("local.a")}${grant("local.c[1]", "b")}`;
  const editor = await start();
  editor.open(MAIN, text);
  assert.deepEqual(await editor.findings(MAIN), ["3:17-3:34 role-wrong-case"]);
  await editor.shutdown();
});

test("binary files and folders with the names of documents are passed over", async (context) => {
  const folder = folderWith(context, { "locals.tf": new Uint8Array([0, 1, 2, 255, 254, 0]), "dir.tf/a.txt": "" });
  const editor = await start({ folders: [folder.uri] });
  const uri = folder.uriOf("main.tf");
  editor.open(uri, grant('"roles/Run.Invoker"'));
  assert.deepEqual(await editor.findings(uri), ["2:13-2:30 role-wrong-case"]);
  await editor.shutdown();
});

test("a byte that is no text in an open document does no harm", async () => {
  const editor = await start();
  editor.open(URI, `# \0\ud800\n${WRONG}`, "yaml");
  await editor.pull(URI);
  editor.change(URI, { text: WRONG });
  assert.deepEqual(await editor.findings(URI), FOUND);
  await editor.shutdown();
});

test("requests about documents that nobody opened are answered with nothing", async () => {
  const editor = await start();
  for (const uri of ["file:///nowhere/a%ZZ.tf", "http://[", "untitled:x", ""]) {
    assert.deepEqual(await editor.findings(uri), []);
    assert.equal(await editor.hover(uri, at(3, 4)), null);
    editor.change(uri, { text: "x" });
    editor.close(uri);
  }
  await editor.shutdown();
});

test("a URI that cannot be decoded is a name like any other", async () => {
  const uri = "file:///nowhere/a%ZZ.yaml";
  const editor = await start();
  editor.open(uri, WRONG, "yaml");
  assert.deepEqual(await editor.findings(uri), FOUND);
  await editor.shutdown();
});

test("an editor that refuses what it is asked for is served all the same", async () => {
  const editor = await start({
    settings: () => {
      throw new Error("no settings");
    },
  });
  editor.connection.onRequest(RegistrationRequest.type, () => {
    throw new Error("no registration");
  });
  editor.open(URI, WRONG, "yaml");
  assert.deepEqual(await editor.findings(URI), FOUND);
  await editor.shutdown();
});

test("a document without IAM does not open the catalog", async () => {
  const catalog = openCatalog() as unknown as Record<string, unknown>;
  const asked: string[] = [];
  const methods = Object.keys(catalog).filter((name) => typeof catalog[name] === "function");
  const before = methods.map((name) => [name, catalog[name]] as const);
  for (const [name, method] of before) {
    catalog[name] = (...parameters: unknown[]) => {
      asked.push(name);
      return (method as (...parameters: unknown[]) => unknown)(...parameters);
    };
  }
  const editor = await start();
  editor.open(MAIN, 'resource "google_compute_network" "n" {\n  name = "n"\n}\n');
  editor.open(URI, "a: 1\n", "yaml");
  assert.deepEqual(await editor.findings(MAIN), []);
  assert.deepEqual(await editor.findings(URI), []);
  await editor.hover(MAIN, at(1, 10));
  assert.equal(await editor.complete(MAIN, at(1, 10)), null);
  assert.deepEqual(asked, []);
  editor.change(URI, { text: WRONG });
  assert.deepEqual(await editor.findings(URI), FOUND);
  assert.notDeepEqual(asked, []);
  await editor.shutdown();
  for (const [name, method] of before) catalog[name] = method;
});
