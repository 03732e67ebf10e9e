import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeHost } from "../../server/src/lsp/node-host.ts";
import { start } from "./editor.ts";
import { folderWith } from "./folder.ts";
import { policy } from "./texts.ts";

const DEPLOY = `resource "google_service_account" "api" {
  account_id = "api-run"
  project    = "p"
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  project  = "p"
  location = "europe-west1"
  template {
    service_account = google_service_account.api.email
  }
}

resource "google_project_iam_member" "deploy" {
  project = "p"
  role    = "roles/run.developer"
  member  = "serviceAccount:ci@p.iam.gserviceaccount.com"
}
`;
const ACT_AS = `resource "google_service_account_iam_member" "act" {
  service_account_id = "projects/p/serviceAccounts/api-run@p.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:ci@p.iam.gserviceaccount.com"
}
`;
const MISSING = ["16:13-16:32 run-deployer-missing-actas"];

/** Something that one waits for and another one sends. */
function signal() {
  let send = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  return { sent, send: () => send() };
}

/** A host that reads folders named `slow` only once it is told to, and tells when it comes to one. */
function slowHost() {
  const host = nodeHost();
  const gate = signal();
  const reached = signal();
  const listFolder = async (uri: string) => {
    if (!uri.endsWith("/slow")) return host.listFolder(uri);
    reached.send();
    await gate.sent;
    return host.listFolder(uri);
  };
  return { host: { ...host, listFolder }, go: gate.send, reached: reached.sent };
}

test("a finding that another folder may refute is told only when all folders were read", async (context) => {
  const folder = folderWith(context, { "run/main.tf": DEPLOY, "slow/notes.md": "" });
  const { host, go } = slowHost();
  const editor = await start({ folders: [folder.uri], host });
  const uri = folder.uriOf("run/main.tf");
  editor.open(uri, DEPLOY);
  assert.deepEqual(await editor.findings(uri), []);
  go();
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(uri), MISSING);
  await editor.shutdown();
});

test("the folders being read do not hold up what one document tells", async (context) => {
  const folder = folderWith(context, { "slow/notes.md": "" });
  const { host, go } = slowHost();
  const editor = await start({ folders: [folder.uri], host });
  const uri = folder.uriOf("grant.yaml");
  editor.open(uri, policy("roles/Run.Invoker"), "yaml");
  assert.deepEqual(await editor.findings(uri), ["1:10-1:27 role-wrong-case"]);
  go();
  await editor.shutdown();
});

test("a grant in another folder is seen", async (context) => {
  const folder = folderWith(context, { "run/main.tf": DEPLOY, "iam/main.tf": ACT_AS, "slow/a.md": "" });
  const { host, go, reached } = slowHost();
  const editor = await start({ folders: [folder.uri], host });
  const [uri, other] = [folder.uriOf("run/main.tf"), folder.uriOf("iam/main.tf")];
  editor.open(uri, DEPLOY);
  assert.deepEqual(await editor.findings(uri), []);
  await reached;
  const hover = await editor.hover(uri, { line: 17, character: 20 });
  assert.match(JSON.stringify(hover?.contents), /serviceAccountUser/);
  go();

  folder.remove("iam/main.tf");
  editor.watch({ uri: other, type: 3 });
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(uri), MISSING);
  await editor.shutdown();
});

test("folders of other people's code are not read", async (context) => {
  const files = { "run/main.tf": DEPLOY, "node_modules/x/main.tf": ACT_AS, ".terraform/modules/x/main.tf": ACT_AS };
  const folder = folderWith(context, files);
  const editor = await start({ folders: [folder.uri] });
  const uri = folder.uriOf("run/main.tf");
  editor.open(uri, DEPLOY);
  if ((await editor.findings(uri)).length === 0) await editor.refreshes.next();
  assert.deepEqual(await editor.findings(uri), MISSING);
  await editor.shutdown();
});

test("of a workspace that is too large to be read, nothing is told that the rest of it may refute", async (context) => {
  const folder = folderWith(context, { "a/a.yaml": policy("x"), "b/b.yaml": policy("x"), "c/main.tf": DEPLOY });
  const host = { ...nodeHost(), limits: { files: 2, folders: 100, characters: 1_000_000 } };
  const editor = await start({ folders: [folder.uri], host });
  assert.match(await editor.logs.next(), /the workspace is too large to be read/);
  const uri = folder.uriOf("c/main.tf");
  editor.open(uri, DEPLOY);
  assert.deepEqual(await editor.findings(uri), []);
  await editor.shutdown();
});

test("folders come and go", async (context) => {
  const run = folderWith(context, { "main.tf": DEPLOY });
  const iam = folderWith(context, { "main.tf": ACT_AS });
  const editor = await start({ folders: [run.uri] });
  const uri = run.uriOf("main.tf");
  editor.open(uri, DEPLOY);
  if ((await editor.findings(uri)).length === 0) await editor.refreshes.next();
  assert.deepEqual(await editor.findings(uri), MISSING);
  editor.changeFolders([iam.uri], []);
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(uri), []);
  editor.changeFolders([], [iam.uri]);
  await editor.refreshes.next();
  assert.deepEqual(await editor.findings(uri), MISSING);
  await editor.shutdown();
});
