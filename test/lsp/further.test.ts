import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { type Editor, start } from "./editor.ts";
import { folderWith } from "./folder.ts";
import { grant } from "./texts.ts";

const CREATED = 1;
const CHANGED = 2;
const READING = `locals {\n  data = yamldecode(file("\${path.module}/roles.yaml"))\n}\n${grant("local.data.ci")}`;

/** Asks again after each refresh until the findings are these; a test that waits in vain runs into its time limit. */
async function becomes(editor: Editor, uri: string, findings: readonly string[]): Promise<void> {
  while (!isDeepStrictEqual(await editor.findings(uri), findings)) await editor.refreshes.next();
}

test("a file that a function reads is told about where it is open, as it is typed", async (context) => {
  const folder = folderWith(context, { "main.tf": READING, "roles.yaml": "ci: roles/run.invoker\n" });
  const editor = await start({ folders: [folder.uri] });
  const [main, data] = [folder.uriOf("main.tf"), folder.uriOf("roles.yaml")];
  editor.open(main, READING);
  assert.deepEqual(await editor.findings(main), []);
  editor.open(data, "ci: roles/run.Invoker\n");
  assert.deepEqual(await editor.findings(data), ["0:4-0:21 role-wrong-case"]);
  editor.change(data, { text: "x: 1\nci: roles/run.Viewer\n" });
  assert.deepEqual(await editor.findings(data), ["1:4-1:20 role-wrong-case"]);
  await editor.shutdown();
});

test("a change of the file on disk is heard of", async (context) => {
  const local = `locals {\n  extra = yamldecode(file("\${path.module}/extra.json"))\n}\n`;
  const use = grant('local.extra.on ? "roles/run.Invoker" : "roles/run.viewer"');
  const folder = folderWith(context, { "main.tf": local });
  const editor = await start({ folders: [folder.uri] });
  const main = folder.uriOf("main.tf");
  editor.open(main, `${local}${use}`);
  const found = await editor.findings(main);
  assert.equal(found.length, 1);
  folder.write("extra.json", '{"on": "false"}');
  editor.watch({ uri: folder.uriOf("extra.json"), type: CREATED });
  await becomes(editor, main, []);
  folder.write("extra.json", '{"on": "true"}');
  editor.watch({ uri: folder.uriOf("extra.json"), type: CHANGED });
  await becomes(editor, main, found);
  await editor.shutdown();
});

test("a module that holds no grant is read for what it gives back", async (context) => {
  const folder = folderWith(context, {
    "main.tf": `module "names" {\n  source = "./names"\n}\n${grant("module.names.role")}`,
    "names/main.tf": 'output "role" {\n  value = "roles/run.Invoker"\n}\n',
  });
  const editor = await start({ folders: [folder.uri] });
  const names = folder.uriOf("names/main.tf");
  editor.open(folder.uriOf("main.tf"), `module "names" {\n  source = "./names"\n}\n${grant("module.names.role")}`);
  editor.open(names, 'output "role" {\n  value = "roles/run.Invoker"\n}\n');
  assert.deepEqual(await editor.findings(names), ["1:11-1:28 role-wrong-case"]);
  await editor.shutdown();
});

test("settings of variables are heard of", async (context) => {
  const main = `variable "role" {}\n${grant("var.role")}`;
  const folder = folderWith(context, { "main.tf": main, "prod.auto.tfvars": 'role = "roles/run.invoker"\n' });
  const editor = await start({ folders: [folder.uri] });
  const settings = folder.uriOf("prod.auto.tfvars");
  editor.open(folder.uriOf("main.tf"), main);
  editor.open(settings, 'role = "roles/run.Invoker"\n');
  assert.deepEqual(await editor.findings(settings), ["0:8-0:25 role-wrong-case"]);
  await editor.shutdown();
});

test("nothing outside the workspace's folders is read", async (context) => {
  const outside = READING.replace("/roles.yaml", "/../roles.yaml");
  const folder = folderWith(context, { "w/main.tf": outside, "roles.yaml": "ci: roles/run.Invoker\n" });
  const editor = await start({ folders: [folder.uriOf("w")] });
  const data = folder.uriOf("roles.yaml");
  editor.open(folder.uriOf("w/main.tf"), outside);
  assert.deepEqual(await editor.findings(folder.uriOf("w/main.tf")), []);
  editor.open(data, "ci: roles/run.Invoker\n");
  assert.deepEqual(await editor.findings(data), ["0:4-0:21 role-wrong-case"]);
  editor.close(data);
  await editor.shutdown();
});
