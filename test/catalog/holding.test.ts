import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalog } from "../../server/src/core/catalog/open.ts";

const catalog = openCatalog();

const COLUMNS = [
  "iam.serviceAccounts.actAs",
  "artifactregistry.repositories.downloadArtifacts",
  "run.services.create",
  "run.services.setIamPolicy",
  "run.routes.invoke",
  "run.jobs.run",
  "run.jobs.runWithOverrides",
];

/** What the rules about Cloud Run rest on; the columns are those above. */
const TABLE = `
run.admin                  - - x x x x x
run.developer              - - x - x x x
run.editor                 - - x - x x x
run.sourceDeveloper        - x x - x x x
run.invoker                - - - - x x -
run.servicesInvoker        - - - - x - -
run.jobsExecutor           - - - - - x -
run.jobsExecutorWithOverrides - - - - - x x
run.builder                - x - - - - -
editor                     x x x - x x x
viewer                     - x - - - - -
cloudfunctions.developer   - x x - x x x
cloudfunctions.invoker     - - - - - - -
cloudbuild.builds.builder  - x - - - - -
`;

test("what the roles that deploy and call Cloud Run hold", () => {
  for (const line of TABLE.trim().split("\n")) {
    const [name, ...marks] = line.split(/\s+/);
    const held = COLUMNS.map((permission) => (catalog.holds(`roles/${name}`, permission) ? "x" : "-"));
    assert.deepEqual(held, marks, name);
  }
  assert.equal(catalog.role("roles/run.developer")?.size, 89);
  assert.equal(catalog.role("roles/run.builder")?.size, 6);
  assert.deepEqual(catalog.permissionsOf("roles/cloudfunctions.invoker"), ["cloudfunctions.functions.invoke"]);
});

test("what well-known roles do not hold", () => {
  for (const [role, permission] of [
    ["editor", "secretmanager.versions.access"],
    ["viewer", "secretmanager.versions.access"],
    ["secretmanager.viewer", "secretmanager.versions.access"],
    ["bigquery.dataViewer", "bigquery.jobs.create"],
    ["storage.objectCreator", "storage.objects.get"],
  ]) {
    assert.equal(catalog.holds(`roles/${role}`, `${permission}`), false, `${role} ${permission}`);
  }
  assert.equal(catalog.holds("roles/owner", "no.such.permission"), false);
  assert.equal(catalog.holds("roles/nope", "run.jobs.run"), undefined);
  assert.deepEqual(catalog.rolesHolding("run.domainmappings.create"), []);
});

test("the roles with which one can act as a service account", () => {
  const names = catalog.rolesHolding("iam.serviceAccounts.actAs").filter(({ kind }) => kind !== "serviceAgent");
  assert.deepEqual(
    names.map(({ name }) => name.slice("roles/".length)),
    [
      "iam.serviceAccountUser",
      "dataproc.hubAgent",
      "backupdr.computeEngineOperator",
      "iam.editor",
      "iam.admin",
      "iam.devOps",
      "iam.dataScientist",
      "iam.databasesAdmin",
      "editor",
      "owner",
    ],
  );
});

test("all roles that hold a permission are found, smallest first", () => {
  for (const permission of ["run.routes.invoke", "storage.objects.get", "compute.zones.list"]) {
    const found = catalog.rolesHolding(permission);
    const wanted = catalog.roles().filter(({ name }) => catalog.holds(name, permission));
    assert.deepEqual(new Set(found), new Set(wanted), permission);
    const sizes = found.map(({ size }) => size ?? 0);
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => a - b),
      permission,
    );
  }
});

test("a role includes another when it holds all that the other holds", () => {
  assert.equal(catalog.includes("roles/run.developer", "roles/run.editor"), true);
  assert.equal(catalog.includes("roles/run.editor", "roles/run.developer"), true);
  assert.equal(catalog.includes("roles/run.admin", "roles/run.invoker"), true);
  assert.equal(catalog.includes("roles/run.invoker", "roles/run.admin"), false);
  assert.equal(catalog.includes("roles/viewer", "roles/secretmanager.secretAccessor"), false);
  assert.equal(catalog.includes("roles/run.invoker", "roles/meshconfig.viewer"), true);
  assert.equal(catalog.includes("roles/run.invoker", "roles/nope"), undefined);
});

const FIRST: readonly (readonly [permissions: string, role: string])[] = [
  ["run.routes.invoke", "run.servicesInvoker"],
  ["run.jobs.run", "run.jobsExecutor"],
  ["iam.serviceAccounts.actAs", "iam.serviceAccountUser"],
  ["secretmanager.versions.access", "secretmanager.secretAccessor"],
  ["pubsub.topics.publish", "pubsub.publisher"],
  ["bigquery.jobs.create", "bigquery.jobUser"],
  ["storage.objects.get", "storage.objectViewer"],
  ["storage.objects.get storage.objects.list", "storage.objectViewer"],
  ["artifactregistry.repositories.downloadArtifacts", "artifactregistry.reader"],
  ["logging.logEntries.create", "logging.logWriter"],
  ["cloudbuild.builds.create", "cloudbuild.builds.editor"],
  ["run.services.create run.services.setIamPolicy", "run.admin"],
  ["run.services.create iam.serviceAccounts.actAs", "iam.devOps"],
];

test("the smallest roles that hold all permissions", () => {
  for (const [permissions, role] of FIRST) {
    const [first, ...others] = catalog.smallestHolding(permissions.split(" "));
    assert.equal(first?.name, `roles/${role}`, permissions);
    for (const { kind } of others) assert.notEqual(kind, "serviceAgent");
  }
  assert.equal(catalog.smallestHolding(["run.routes.invoke"], 2).length, 2);
  assert.deepEqual(catalog.smallestHolding([]), []);
  assert.deepEqual(catalog.smallestHolding(["run.routes.invoke", "no.such.permission"]), []);
  assert.deepEqual(catalog.smallestHolding(["run.routes.invoke"], 0), []);
});
