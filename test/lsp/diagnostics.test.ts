import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_CONFIG } from "../../server/src/core/lint/config.ts";
import { docsUrl } from "../../server/src/core/rules/rule.ts";
import { diagnose } from "../../server/src/service/diagnose.ts";
import { Workspace } from "../../server/src/service/workspace.ts";
import { brief, FULL, PLAIN, start } from "./editor.ts";
import { folderWith } from "./folder.ts";
import { grant, policy } from "./texts.ts";

const URI = "file:///nowhere/grant.yaml";
const WRONG = policy("roles/Run.Invoker");

test("an editor that asks gets the findings of a document, whole", async () => {
  const editor = await start();
  editor.open(URI, WRONG, "yaml");
  const workspace = new Workspace();
  workspace.set({ uri: URI, text: WRONG });
  const [finding] = diagnose(workspace, URI, { config: DEFAULT_CONFIG, today: "2026-09-01" });
  const report = await editor.pull(URI);
  assert.deepEqual(report.kind === "full" && report.items, [
    {
      range: { start: { line: 1, character: 10 }, end: { line: 1, character: 27 } },
      severity: 1,
      source: "iam-lint",
      code: "role-wrong-case",
      message: finding?.message,
      codeDescription: { href: docsUrl({ id: "role-wrong-case" }) },
    },
  ]);
  await editor.shutdown();
});

test("an editor that asks again hears that nothing has changed", async () => {
  const editor = await start();
  editor.open(URI, WRONG, "yaml");
  const first = await editor.pull(URI);
  const again = await editor.pull(URI, first.resultId);
  assert.deepEqual(again, { kind: "unchanged", resultId: first.resultId });
  editor.change(URI, { text: `${WRONG}# a comment\n` });
  assert.deepEqual(await editor.pull(URI, first.resultId), { kind: "unchanged", resultId: first.resultId });
  editor.change(URI, { text: policy("roles/run.invoker") });
  const clean = await editor.pull(URI, first.resultId);
  assert.deepEqual(clean.kind === "full" && clean.items, []);
  assert.notEqual(clean.resultId, first.resultId);
  await editor.shutdown();
});

test("an editor that does not ask is sent the findings of each version", async () => {
  const editor = await start({ capabilities: PLAIN });
  editor.open(URI, WRONG, "yaml");
  const first = await editor.published.next();
  assert.deepEqual([first.uri, first.version, first.diagnostics.map(brief)], [URI, 1, ["1:10-1:27 role-wrong-case"]]);
  assert.deepEqual(Object.keys(first.diagnostics[0] ?? {}).sort(), ["code", "message", "range", "severity", "source"]);
  editor.change(URI, { text: policy("roles/run.invoker") });
  const second = await editor.published.next();
  assert.deepEqual([second.version, second.diagnostics], [2, []]);
  editor.close(URI);
  const last = await editor.published.next();
  assert.deepEqual([last.uri, last.version, last.diagnostics], [URI, undefined, []]);
  await editor.shutdown();
});

test("changes that come together are answered once", async () => {
  const editor = await start({ capabilities: PLAIN });
  editor.open(URI, "", "yaml");
  for (const role of ["a", "b", "c"]) editor.change(URI, { text: policy(`roles/${role}`) });
  editor.change(URI, { text: WRONG });
  const { version, diagnostics } = await editor.published.next();
  assert.deepEqual([version, diagnostics.map(brief)], [5, ["1:10-1:27 role-wrong-case"]]);
  assert.equal(editor.published.size, 0);
  await editor.shutdown();
});

test("a related place names the other document as the editor does", async (context) => {
  const folder = folderWith(context, {});
  const editor = await start();
  const [a, b] = [folder.uriOf("a.tf"), folder.uriOf("b.tf")];
  const spelled = a.replace("a.tf", "%61.tf");
  editor.open(spelled, grant('"roles/run.viewer"'));
  editor.open(
    b,
    'resource "google_project_iam_binding" "b" {\n  project = "p"\n  role    = "roles/run.viewer"\n  members = ["group:ops@example.com"]\n}\n',
  );
  const reports = await Promise.all([editor.pull(spelled), editor.pull(b)]);
  const items = reports.flatMap((report) => (report.kind === "full" ? report.items : []));
  assert.deepEqual(items.map(brief), ["0:0-0:41 tf-binding-member-conflict"]);
  const related = items.flatMap(({ relatedInformation = [] }) => relatedInformation.map(({ location }) => location));
  assert.deepEqual(related, [
    { uri: spelled, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 40 } } },
  ]);
  await editor.shutdown();
});

test("severities of the editor's settings hold, and a hint is shown faintly", async () => {
  let rules: unknown = { "role-wrong-case": "hint" };
  const editor = await start({ settings: () => ({ rules }) });
  editor.open(URI, WRONG, "yaml");
  const hint = await editor.pull(URI);
  const shown = hint.kind === "full" ? hint.items.map(({ severity, tags }) => ({ severity, tags })) : [];
  assert.deepEqual(shown, [{ severity: 4, tags: [1] }]);

  rules = { "role-wrong-case": "off" };
  editor.configure(undefined);
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(URI), []);
  await editor.shutdown();
});

test("nothing is said where linting is switched off", async () => {
  const editor = await start({ settings: () => ({ enable: false }) });
  editor.open(URI, WRONG, "yaml");
  assert.deepEqual(await editor.findings(URI), []);
  assert.equal(await editor.hover(URI, { line: 1, character: 12 }), null);
  assert.equal(await editor.complete(URI, { line: 1, character: 12 }), null);
  assert.deepEqual(
    await editor.actions(URI, { start: { line: 1, character: 12 }, end: { line: 1, character: 12 } }),
    [],
  );
  await editor.shutdown();
});

test("settings may come with the first message, or be sent", async () => {
  const off = { rules: { "role-wrong-case": "off" } };
  const capabilities = { ...FULL, workspace: {} };
  const editor = await start({ capabilities, initializationOptions: off });
  editor.open(URI, WRONG, "yaml");
  assert.deepEqual(await editor.findings(URI), []);
  editor.configure({ iamLint: {} });
  assert.deepEqual(await editor.findings(URI), ["1:10-1:27 role-wrong-case"]);
  await editor.shutdown();
});

test("a configuration file weighs more than the settings, and is read again when it changes", async (context) => {
  const folder = folderWith(context, { ".iamlint.yaml": "rules:\n  role-wrong-case: off\n" });
  const uri = folder.uriOf("grant.yaml");
  const editor = await start({ folders: [folder.uri], settings: () => ({ rules: { "role-wrong-case": "error" } }) });
  editor.open(uri, WRONG, "yaml");
  assert.deepEqual(await editor.findings(uri), []);
  folder.write(".iamlint.yaml", "rules:\n  role-wrong-case: warning\n");
  editor.watch({ uri: folder.uriOf(".iamlint.yaml"), type: 2 });
  await editor.refreshes.next();
  const report = await editor.pull(uri);
  assert.deepEqual(report.kind === "full" && report.items.map(({ severity }) => severity), [2]);
  await editor.shutdown();
});

test("what is wrong with a configuration file is said once", async (context) => {
  const folder = folderWith(context, { ".iamlint.json": '{ "rules": { "no-such-rule": "off" } }' });
  const editor = await start({ folders: [folder.uri] });
  assert.equal(await editor.messages.next(), 'IAM Lint: .iamlint.json: Unknown rule "no-such-rule"');
  editor.watch({ uri: folder.uriOf(".iamlint.json"), type: 2 });
  const uri = folder.uriOf("grant.yaml");
  editor.open(uri, WRONG, "yaml");
  assert.deepEqual(await editor.findings(uri), ["1:10-1:27 role-wrong-case"]);
  assert.equal(editor.messages.size, 0);
  await editor.shutdown();
});
