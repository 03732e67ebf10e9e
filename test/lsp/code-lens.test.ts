import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeLens } from "vscode-languageserver";
import type { ShowPlacesArguments } from "../../server/src/lsp/messages.ts";
import { FULL, OWN, PLAIN, start } from "./editor.ts";
import { folderWith } from "./folder.ts";
import { ACT_AS, SHOP } from "./shop.ts";

const URI = "file:///nowhere/main.tf";

/** A lens as `line title -> lines of the places`. */
function brief({ range, command }: CodeLens): string {
  const [, places = []] = (command?.arguments ?? []) as unknown as Partial<ShowPlacesArguments>;
  const lines = places.map((place) => place.range.start.line).join(" ");
  return `${range.start.line} ${command?.title}${lines === "" ? "" : ` -> ${lines}`}`;
}

const BEFORE = [
  "0 runs api -> 8",
  "0 holds no role here",
  "4 nothing here runs as it",
  "4 holds run.developer, artifactregistry.reader -> 19 25",
  "8 runs as api -> 0",
  "8 nobody can deploy · ci lacks actAs -> 21 19 25",
  "8 1 can invoke -> 22",
];

test("lenses over workloads and accounts, and where they lead", async () => {
  const editor = await start({ capabilities: OWN });
  editor.open(URI, SHOP);
  const lenses = await editor.lenses(URI);
  assert.deepEqual(lenses.map(brief), BEFORE);
  assert.deepEqual(lenses[4]?.command, {
    title: "runs as api",
    command: "iamLint.showPlaces",
    arguments: [
      { uri: URI, range: { start: { line: 8, character: 0 }, end: { line: 8, character: 44 } } },
      [{ uri: URI, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 39 } } }],
    ],
  });
  await editor.shutdown();
});

test("an editor that has no command for them sees their titles", async () => {
  for (const capabilities of [FULL, PLAIN]) {
    const editor = await start({ capabilities });
    editor.open(URI, SHOP);
    const [first] = await editor.lenses(URI);
    assert.deepEqual(first?.command, { title: "runs api", command: "" });
    await editor.shutdown();
  }
});

test("who can invoke: everybody, some, perhaps some", async () => {
  const invoker = (member: string, more = ""): string => `resource "google_cloud_run_v2_service_iam_member" "caller" {
  name     = google_cloud_run_v2_service.api.name
  location = google_cloud_run_v2_service.api.location
  role     = "roles/run.invoker"
  member   = ${member}
${more}}
`;
  const condition =
    '  condition {\n    title      = "t"\n    expression = "request.time < timestamp(\\"2030-01-01T00:00:00Z\\")"\n  }\n';
  for (const [grant, title] of [
    [invoker('"allUsers"'), "8 anyone can invoke -> 22 36"],
    [invoker('"user:jane@example.com"'), "8 2 can invoke -> 22 36"],
    [invoker('"user:jane@example.com"', condition), "8 1 can invoke · 1 may -> 22 36"],
  ]) {
    const editor = await start({ capabilities: OWN });
    editor.open(URI, SHOP + grant);
    assert.equal((await editor.lenses(URI)).map(brief).at(-1), title);
    await editor.shutdown();
  }
});

test("over a command of a script", async () => {
  const uri = "file:///nowhere/deploy.sh";
  const editor = await start({ capabilities: OWN });
  editor.open(uri, "gcloud run deploy api --image=gcr.io/p/api --region=europe-west1\n", "shellscript");
  assert.deepEqual((await editor.lenses(uri)).map(brief), [
    "0 runs as an account not known here",
    "0 nobody here is known to deploy it",
    "0 nobody here can invoke",
  ]);
  await editor.shutdown();
});

test("none where they are switched off, or linting is", async () => {
  for (const settings of [{ codeLens: false }, { enable: false }]) {
    const editor = await start({ capabilities: OWN, settings: () => settings });
    editor.open(URI, SHOP);
    assert.deepEqual(await editor.lenses(URI), []);
    await editor.shutdown();
  }
});

test("a change elsewhere brings them up to date", async (context) => {
  const folder = folderWith(context, { "main.tf": SHOP, "grants.tf": "" });
  const editor = await start({ capabilities: OWN, folders: [folder.uri] });
  const [main, grants] = [folder.uriOf("main.tf"), folder.uriOf("grants.tf")];
  editor.open(main, SHOP);
  editor.open(grants, "");
  await editor.pull(main);
  await editor.accessChanges.next();
  let lenses = await editor.lenses(main);
  while (lenses.length === 0) {
    await editor.lensRefreshes.next();
    lenses = await editor.lenses(main);
  }
  assert.equal(lenses.map(brief)[5], "8 nobody can deploy · ci lacks actAs -> 21 19 25");
  editor.change(grants, { text: ACT_AS });
  await editor.lensRefreshes.next();
  assert.match((await editor.lenses(main)).map(brief)[5] ?? "", /^8 1 can deploy -> /);
  await editor.shutdown();
});

test("a lens whose statement has gone stays as it is", async () => {
  const editor = await start({ capabilities: OWN });
  editor.open(URI, SHOP);
  const [lens] = await editor.lenses(URI);
  assert.ok(lens);
  editor.change(URI, { text: "" });
  const { command: _, ...bare } = lens;
  assert.deepEqual(await editor.connection.sendRequest("codeLens/resolve", bare), bare);
  const broken = { ...bare, data: { uri: 1, aspect: "toString" } };
  assert.deepEqual(await editor.connection.sendRequest("codeLens/resolve", broken), broken);
  await editor.shutdown();
});
