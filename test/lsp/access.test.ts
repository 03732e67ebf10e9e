import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EXPLAIN_ERROR,
  type ExplainErrorResult,
  type PlaceData,
  PRINCIPALS,
  READINESS,
  type ReadinessResult,
  WHY,
  type WhyResult,
} from "../../server/src/lsp/messages.ts";
import { OWN, printEdit, start } from "./editor.ts";
import { ACT_AS, SHOP } from "./shop.ts";

const URI = "file:///nowhere/main.tf";
const CI = "google_service_account.ci";
const ACT_AS_ERROR =
  "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'iam.serviceaccounts.actAs' denied on service account api@p.iam.gserviceaccount.com (or it may not exist).";

const lineOf = ({ uri, range }: PlaceData): string => `${uri === URI ? "" : uri}${range.start.line}`;

async function opened(text: string) {
  const editor = await start({ capabilities: OWN });
  editor.open(URI, text);
  return editor;
}

test("readiness: a row for each deployer and workload, a cell for each need", async () => {
  const editor = await opened(SHOP);
  const { complete, needs, rows, undeployed } = await editor.ask<ReadinessResult>(READINESS);
  assert.deepEqual([complete, needs, undeployed], [true, ["service", "image", "identity", "run"], []]);
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.equal(row?.principal, CI);
  assert.deepEqual(row?.place, {
    uri: URI,
    range: { start: { line: 21, character: 13 }, end: { line: 21, character: 32 } },
  });
  assert.deepEqual(
    { ...row?.workload, place: row && lineOf(row.workload.place) },
    {
      kind: "Cloud Run service",
      name: "api",
      identity: "google_service_account.api",
      place: "8",
    },
  );
  assert.deepEqual(
    row?.cells.map(({ need, state, told, places }) => [need, state, told, places.map(lineOf)]),
    [
      ["service", "granted", "roles/run.developer on project example-shop", ["19"]],
      ["image", "granted", "roles/artifactregistry.reader on artifactregistry.repositories apps", ["25"]],
      ["identity", "missing", "roles/iam.serviceAccountUser on google_service_account.api gives it", ["21"]],
      ["run", "none", "not told by the code", ["21"]],
    ],
  );
  await editor.shutdown();
});

test("readiness follows what is granted, with a notification", async () => {
  const editor = await opened(SHOP);
  await editor.accessChanges.next();
  editor.change(URI, { text: SHOP + ACT_AS });
  await editor.accessChanges.next();
  const { rows } = await editor.ask<ReadinessResult>(READINESS);
  assert.deepEqual(
    rows[0]?.cells.map(({ state }) => state),
    ["granted", "granted", "granted", "none"],
  );
  await editor.shutdown();
});

test("readiness names workloads that nobody deploys", async () => {
  const editor = await opened(SHOP.replace("roles/run.developer", "roles/run.viewer"));
  const { rows, undeployed } = await editor.ask<ReadinessResult>(READINESS);
  assert.deepEqual([rows, undeployed.map(({ name, place }) => [name, lineOf(place)])], [[], [["api", "8"]]]);
  await editor.shutdown();
});

test("principals of the workspace", async () => {
  const editor = await opened(SHOP + ACT_AS.replace(/member .*/, 'member = "user:jane@example.com"'));
  assert.deepEqual(await editor.ask(PRINCIPALS), [CI, "user:jane@example.com"]);
  await editor.shutdown();
});

test("why: the grants that give it, or what would", async () => {
  const editor = await opened(SHOP);
  const granted = await editor.ask<WhyResult>(WHY, { principal: "ci", permission: "run.services.update" });
  assert.deepEqual(
    granted.answers.map(({ grants, ...rest }) => ({ ...rest, grants: grants.map(({ place }) => lineOf(place)) })),
    [{ verdict: `${CI} holds run.services.update`, state: "granted", reasons: [], grants: ["19"] }],
  );
  const question = { principal: "ci", permission: "iam.serviceAccounts.actAs", resource: "google_service_account.api" };
  const { answers } = await editor.ask<WhyResult>(WHY, question);
  assert.deepEqual(answers, [
    {
      verdict: `${CI} does not hold, by what is granted here, iam.serviceAccounts.actAs on google_service_account.api`,
      state: "missing",
      reasons: ["roles/iam.serviceAccountUser, roles/iam.editor would give it, granted on google_service_account.api"],
      grants: [],
    },
  ]);
  await editor.shutdown();
});

test("why: a question about nobody, or about no permission", async () => {
  const editor = await opened(SHOP);
  for (const [principal, permission, problem] of [
    ["nobody", "run.services.update", 'Nothing is granted to "nobody" here'],
    ["ci", "run.services.fly", 'Unknown permission "run.services.fly"'],
  ]) {
    assert.deepEqual(await editor.ask(WHY, { principal, permission }), { problem, answers: [] });
  }
  await editor.shutdown();
});

test("an error: what it says, its cause and the fix", async () => {
  const editor = await opened(SHOP);
  const told = await editor.ask<ExplainErrorResult>(EXPLAIN_ERROR, { text: ACT_AS_ERROR });
  assert.equal(told.meaning, "Whoever deploys may not act as the service account that the workload is to run as.");
  assert.deepEqual(told.named, {
    permission: "iam.serviceAccounts.actAs",
    resource: "api@p.iam.gserviceaccount.com",
  });
  const [cause, ...others] = told.causes;
  assert.deepEqual([cause?.rule, cause && lineOf(cause.place), others], ["run-deployer-missing-actas", "21", []]);
  assert.deepEqual(
    cause?.fixes.map(({ title, edit }) => [title, printEdit(edit).length]),
    [["Grant roles/iam.serviceAccountUser on google_service_account.api", 1]],
  );
  assert.equal(await editor.ask(EXPLAIN_ERROR, { text: "All is well." }), null);
  await editor.shutdown();
});
