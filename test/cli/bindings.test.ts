import assert from "node:assert/strict";
import { test } from "node:test";
import { folderWith, run } from "./program.ts";

const FILES = {
  "infra/main.tf": `resource "google_service_account" "ci" {
  account_id = "ci"
}

resource "google_project_iam_binding" "deployers" {
  project = "example-shop"
  role    = "roles/run.developer"
  members = [google_service_account.ci.member, "group:team@example.com"]

  condition {
    title      = "for now"
    expression = "request.time < timestamp('2030-01-01T00:00:00Z')"
  }
}
`,
  "policy.json": `{
  "bindings": [
    { "role": "roles/viewer", "members": ["user:\\"a,b\\"@example.com"] },
    { "role": "roles/editor", "members": [] }
  ]
}
`,
};

const TERRAFORM_ROW = {
  path: "infra/main.tf",
  range: { start: { line: 5, column: 1 }, end: { line: 14, column: 2 } },
  language: "terraform",
  source: "google_project_iam_binding.deployers",
  effect: "grant",
  authority: "role",
  resource: { type: "resourcemanager.projects", name: "example-shop" },
  role: { text: "roles/run.developer", known: true },
  members: [
    { text: "$" + "{google_service_account.ci.member}", known: false },
    { text: "group:team@example.com", known: true },
  ],
  condition: true,
};

test("a row for each statement and role, as JSON", async () => {
  const { status, stdout, stderr } = await run(folderWith(FILES), ["bindings", "--format", "jsonl"]);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  assert.deepEqual(rows, [
    TERRAFORM_ROW,
    {
      path: "policy.json",
      range: { start: { line: 3, column: 5 }, end: { line: 3, column: 72 } },
      language: "json",
      source: "allow policy",
      effect: "grant",
      authority: "policy",
      resource: {},
      role: { text: "roles/viewer", known: true },
      members: [{ text: 'user:"a,b"@example.com', known: true }],
      condition: false,
    },
    {
      path: "policy.json",
      range: { start: { line: 4, column: 5 }, end: { line: 4, column: 46 } },
      language: "json",
      source: "allow policy",
      effect: "grant",
      authority: "policy",
      resource: {},
      role: { text: "roles/editor", known: true },
      members: [],
      condition: false,
    },
  ]);
  assert.deepEqual([status, stderr], [0, ""]);
});

test("as comma-separated values", async () => {
  const { stdout } = await run(folderWith(FILES), ["bindings", "--format=csv", "."]);
  assert.equal(
    stdout,
    [
      "path,line,column,language,source,effect,authority,resource_type,resource_name,role,members,condition",
      `infra/main.tf,5,1,terraform,google_project_iam_binding.deployers,grant,role,resourcemanager.projects,example-shop,roles/run.developer,\${google_service_account.ci.member} group:team@example.com,true`,
      'policy.json,3,5,json,allow policy,grant,policy,,,roles/viewer,"user:""a,b""@example.com",false',
      "policy.json,4,5,json,allow policy,grant,policy,,,roles/editor,,false",
      "",
    ].join("\r\n"),
  );
});

test("as a table", async () => {
  const { stdout } = await run(folderWith(FILES), ["bindings"]);
  assert.equal(
    stdout,
    `PLACE            STATEMENT                             RESOURCE                               ROLE                                    MEMBERS
infra/main.tf:5  google_project_iam_binding.deployers  resourcemanager.projects example-shop  roles/run.developer (with a condition)  \${google_service_account.ci.member}, group:team@example.com
policy.json:3    allow policy                          ?                                      roles/viewer                            user:"a,b"@example.com
policy.json:4    allow policy                          ?                                      roles/editor
`,
  );
});

test("only what was asked for is listed", async () => {
  const folder = folderWith({ ...FILES, "infra/other.tf": FILES["infra/main.tf"].replaceAll('"ci"', '"cd"') });
  const { stdout } = await run(folder, ["bindings", "--format=jsonl", "infra/main.tf"]);
  assert.deepEqual(JSON.parse(stdout), TERRAFORM_ROW);
});

test("nothing to list", async () => {
  const folder = folderWith({ "a.tf": "" });
  assert.equal((await run(folder, ["bindings", "--format=jsonl"])).stdout, "");
  assert.equal((await run(folder, ["bindings"])).stdout, "PLACE  STATEMENT  RESOURCE  ROLE  MEMBERS\n");
});

test("what cannot be read makes the list incomplete", async () => {
  const { status, stdout, stderr } = await run(folderWith(FILES), ["bindings", "--format=csv", "gone", "policy.json"]);
  assert.equal(stdout.split("\r\n").length, 4);
  assert.deepEqual([status, stderr], [2, "gcp-iam-lint: cannot read gone: no such file or folder\n"]);
});
