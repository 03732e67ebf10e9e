import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { groupBy } from "../../server/src/core/catalog/wording.ts";

const catalog = openCatalog();

test("the catalog holds every role and permission of its crawl", () => {
  assert.deepEqual(catalog.counts, { roles: 2390, permissions: 13898 });
  assert.equal(catalog.date, "2026-08-22");
  assert.equal(catalog.roles().length, 2390);
  const stages = groupBy(catalog.roles(), ({ stage }) => stage);
  assert.deepEqual([...stages].map(([stage, roles]) => [stage, roles.length]).sort(), [
    ["ALPHA", 3],
    ["BETA", 630],
    ["DEPRECATED", 3],
    ["GA", 1754],
  ]);
  const kinds = groupBy(catalog.roles(), ({ kind }) => kind);
  assert.deepEqual([kinds.get("basic")?.length, kinds.get("serviceAgent")?.length], [6, 257]);
});

test("roles are in alphabetical order and found by their exact name only", () => {
  const names = catalog.roles().map(({ name }) => name);
  assert.deepEqual(names, [...names].sort());
  assert.deepEqual(catalog.role("roles/run.invoker"), {
    name: "roles/run.invoker",
    title: "Cloud Run Invoker",
    stage: "GA",
    kind: "predefined",
    size: 3,
  });
  for (const name of ["run.invoker", "roles/run.Invoker", "roles/", "", "constructor", "__proto__"]) {
    assert.equal(catalog.role(name), undefined, name);
  }
});

test("the permissions of a role are those that it holds, in alphabetical order", () => {
  assert.deepEqual(catalog.permissionsOf("roles/run.invoker"), [
    "run.instances.invoke",
    "run.jobs.run",
    "run.routes.invoke",
  ]);
  assert.deepEqual(catalog.permissionsOf("roles/run.jobsExecutor"), ["run.executions.cancel", "run.jobs.run"]);
  assert.deepEqual(catalog.permissionsOf("roles/meshconfig.viewer"), []);
  assert.equal(catalog.permissionsOf("roles/nope"), undefined);
  for (const { name, size } of catalog.roles()) {
    const permissions = catalog.permissionsOf(name);
    assert.equal(permissions?.length, size, name);
    assert.deepEqual(permissions, permissions && [...new Set(permissions)].sort(), name);
  }
});

test("a basic role of unknown permissions is known, and not powerless", () => {
  const writer = catalog.role("roles/writer");
  assert.deepEqual([writer?.kind, writer?.size], ["basic", undefined]);
  assert.equal(catalog.permissionsOf("roles/writer"), undefined);
  assert.equal(catalog.holds("roles/writer", "run.jobs.run"), undefined);
  assert.equal(catalog.includes("roles/writer", "roles/viewer"), undefined);
  assert.equal(catalog.includes("roles/owner", "roles/writer"), undefined);
  for (const name of ["admin", "writer", "reader", "iam.serviceAccountShortTermTokenMinter"]) {
    assert.equal(catalog.isUnlisted(`roles/${name}`), true, name);
  }
  assert.equal(catalog.isUnlisted("roles/run.invoker"), false);
});

test("removed roles tell since when, and what took their place where that is known", () => {
  assert.deepEqual(catalog.removed("roles/serverless.serviceAgent"), {
    name: "roles/serverless.serviceAgent",
    removed: "2026-01-18",
    title: "Cloud Run Service Agent",
    replacements: ["roles/run.serviceAgent"],
  });
  assert.deepEqual(catalog.removed("roles/iam.serviceAccountActor"), {
    name: "roles/iam.serviceAccountActor",
    removed: undefined,
    title: undefined,
    replacements: ["roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator"],
  });
  assert.deepEqual(catalog.removed("roles/cloudiot.admin")?.replacements, []);
  assert.equal(catalog.removed("roles/run.invoker"), undefined);
});

test("permissions tell whether custom roles and deny policies may hold them", () => {
  assert.deepEqual(catalog.permission("run.routes.invoke"), { name: "run.routes.invoke", custom: "S", deny: true });
  assert.equal(catalog.permission("orgpolicy.policy.set")?.custom, "N");
  assert.equal(catalog.permission("run.routes.Invoke"), undefined);
  assert.equal(catalog.permission("iam.googleapis.com/workforcePools.setIamPolicy")?.custom, "S");
});
