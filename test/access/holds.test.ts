import assert from "node:assert/strict";
import { test } from "node:test";
import { holds } from "../../server/src/core/access/access.ts";
import type { Place } from "../../server/src/core/access/place.ts";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import type { Assumed } from "../../server/src/core/model/assumed.ts";
import { literal, type Value } from "../../server/src/core/model/value.ts";
import { Workspace } from "../../server/src/service/workspace.ts";

const CI = "serviceAccount:ci@p.iam.gserviceaccount.com";
const API = "api@p.iam.gserviceaccount.com";
const SCOPE = "file:///w";

const value = (text: string): Value => ({
  slot: "resource",
  span: { uri: SCOPE, start: 0, end: 0 },
  parts: [literal(text)],
});
const ON_API: Place = {
  type: "iam.serviceAccounts",
  account: API,
  name: value(API),
  project: value("p"),
  scope: SCOPE,
};

function ask(terraform: string, assumed: readonly Assumed[] = []) {
  const workspace = new Workspace();
  workspace.set({ uri: `${SCOPE}/main.tf`, text: terraform });
  return holds(CI, "iam.serviceAccounts.actAs", ON_API, { graph: workspace.graph(), catalog: openCatalog(), assumed });
}

const onProject = (role: string, member = `"${CI}"`, more = "", project = "p"): string =>
  `resource "google_project_iam_member" "m" {\n  project = "${project}"\n  role    = ${role}\n  member  = ${member}\n${more}}\n`;
const onAccount = (account: string): string =>
  `resource "google_service_account_iam_member" "m" {\n  service_account_id = "projects/p/serviceAccounts/${account}"\n  role = "roles/iam.serviceAccountUser"\n  member = "${CI}"\n}\n`;
const USER = '"roles/iam.serviceAccountUser"';

const doubts = (holding: ReturnType<typeof ask>) => (holding.state === "unknown" ? holding.doubts : holding.state);

test("granted on the resource, on its project, by a basic role", () => {
  for (const text of [onAccount(API), onProject(USER), onProject('"roles/editor"')]) {
    const found = ask(text);
    assert.equal(found.state, "granted");
    assert.equal(found.state === "granted" && found.grants.length, 1);
  }
});

test("granted to everybody", () => {
  assert.equal(ask(onAccount(API).replace(CI, "allAuthenticatedUsers")).state, "granted");
});

test("missing: another role, another resource, another project, another principal", () => {
  const texts = [
    "",
    onProject('"roles/run.admin"'),
    onAccount("web@p.iam.gserviceaccount.com"),
    onProject(USER, `"${CI}"`, "", "q"),
    onProject(USER, '"serviceAccount:web@p.iam.gserviceaccount.com"'),
  ];
  for (const text of texts) assert.equal(ask(text).state, "missing", text);
});

test("unknown, with the reason", () => {
  assert.deepEqual(doubts(ask(onProject("var.role"))), ["role"]);
  assert.deepEqual(doubts(ask(onProject(USER, "var.member"))), ["member"]);
  assert.deepEqual(doubts(ask(onProject(USER, '"group:team@example.com"'))), ["group"]);
  const condition = `  condition {\n    title = "t"\n    expression = "request.time < timestamp('2030-01-01T00:00:00Z')"\n  }\n`;
  assert.deepEqual(doubts(ask(onProject(USER, `"${CI}"`, condition))), ["condition"]);
  const folder = `resource "google_folder_iam_member" "m" {\n  folder = "folders/1"\n  role = ${USER}\n  member = "${CI}"\n}\n`;
  assert.deepEqual(doubts(ask(folder)), ["above"]);
});

test("assumed by the configuration, here, anywhere and elsewhere", () => {
  const role = "roles/iam.serviceAccountUser";
  const assume = (principal: string, resource?: string) =>
    ask("", [{ principal, role, ...(resource && { resource }) }]).state;
  assert.equal(assume(CI, API), "granted");
  assert.equal(assume(CI), "granted");
  assert.equal(assume("*", "projects/p"), "granted");
  assert.equal(assume(CI, "web@p.iam.gserviceaccount.com"), "missing");
  assert.equal(assume("user:a@example.com"), "missing");
});

test("assumed on a declared account by the name of its block or by its id", () => {
  const declared = 'resource "google_service_account" "api" {\n  account_id = "api"\n  project    = "p"\n}\n';
  const assume = (resource: string) =>
    ask(declared, [{ principal: CI, role: "roles/iam.serviceAccountUser", resource }]).state;
  assert.equal(assume("google_service_account.api"), "granted");
  assert.equal(assume("api"), "granted");
  assert.equal(assume("web"), "missing");
});

const denyOn = (parent: string): string => `resource "google_iam_deny_policy" "d" {
  parent = ${parent}
  name   = "d"
  rules {
    deny_rule {
      denied_principals  = ["principal://iam.googleapis.com/projects/-/serviceAccounts/ci@p.iam.gserviceaccount.com"]
      denied_permissions = ["iam.googleapis.com/serviceAccounts.actAs"]
    }
  }
}
`;

test("denied by a deny policy of the same project", () => {
  for (const parent of [
    '"cloudresourcemanager.googleapis.com%2Fprojects%2Fp"',
    '"cloudresourcemanager.googleapis.com/projects/p"',
    'urlencode("cloudresourcemanager.googleapis.com/projects/p")',
  ])
    assert.equal(ask(`${onProject(USER)}\n${denyOn(parent)}`).state, "denied", parent);
});

test("a deny policy of another project takes nothing away", () => {
  const deny = denyOn('"cloudresourcemanager.googleapis.com%2Fprojects%2Fq"');
  assert.equal(ask(`${onProject(USER)}\n${deny}`).state, "granted");
});

test("a deny policy above, or of a project that is not told, may take it away", () => {
  for (const parent of [
    '"cloudresourcemanager.googleapis.com%2Ffolders%2F123"',
    '"cloudresourcemanager.googleapis.com%2Fprojects%2F123"',
    `urlencode("cloudresourcemanager.googleapis.com/projects/\${var.project}")`,
  ])
    assert.deepEqual(doubts(ask(`${onProject(USER)}\n${denyOn(parent)}`)), ["deny"], parent);
});
