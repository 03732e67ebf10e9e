import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalog } from "../../server/src/core/catalog/open.ts";

const catalog = openCatalog();

const TEXTS: Readonly<Record<string, string>> = {
  "run.invoker": "Invokes instances and services and runs jobs of Cloud Run (3 permissions).",
  "run.viewer":
    "Reads services, configurations, executions and 6 more kinds of resources of Cloud Run (30 permissions). Also reads Recommender and Resource Manager (20 permissions).",
  "secretmanager.secretAccessor":
    "Reads the content of secret versions of Secret Manager (1 permission). Also reads Resource Manager (2 permissions).",
  "pubsub.publisher": "Publishes to topics of Pub/Sub (1 permission).",
  "cloudfunctions.invoker": "Invokes functions of Cloud Functions (1 permission).",
  "cloudkms.cryptoKeyEncrypterDecrypter":
    "Decrypts with and encrypts with key versions of Cloud KMS (4 permissions). Also reads Resource Manager (1 permission).",
  "iam.workloadIdentityUser":
    "Gets access tokens of and gets ID tokens of service accounts and reads service accounts of IAM (4 permissions).",
  viewer:
    "Reads resources of 304 services, most of all Compute Engine, Recommender and Google SecOps (6,064 permissions).",
  writer: "What it allows is not published.",
  "spanner.databaseRoleUser": "Holds no permission that IAM lists; the service itself decides what it allows.",
};

test("what a role allows, in plain words", () => {
  for (const [role, text] of Object.entries(TEXTS)) {
    assert.equal(catalog.summary(`roles/${role}`)?.text, text, role);
  }
  assert.equal(catalog.summary("roles/nope"), undefined);
});

test("every role has a short summary that ends with a full stop", () => {
  for (const { name } of catalog.roles()) {
    const text = catalog.summary(name)?.text ?? "";
    assert.match(text, /^[A-Z].*\.$/, name);
    assert.ok(text.length < 600, `${name}: ${text.length}`);
    assert.doesNotMatch(text, /undefined|NaN| {2}|\bof of\b/, name);
  }
});

test("permissions that make more of their holder, most telling first", () => {
  const dangerous = (role: string) => catalog.summary(`roles/${role}`)?.dangerous.map(({ permission }) => permission);
  assert.deepEqual(dangerous("run.invoker"), []);
  assert.deepEqual(dangerous("iam.serviceAccountTokenCreator"), [
    "iam.serviceAccounts.getAccessToken",
    "iam.serviceAccounts.implicitDelegation",
    "iam.serviceAccounts.signJwt",
    "iam.serviceAccounts.signBlob",
    "iam.serviceAccounts.getOpenIdToken",
  ]);
  assert.deepEqual(dangerous("iam.serviceAccountUser"), ["iam.serviceAccounts.actAs"]);
  assert.deepEqual(dangerous("resourcemanager.projectIamAdmin"), ["resourcemanager.projects.setIamPolicy"]);
  assert.deepEqual(catalog.summary("roles/run.admin")?.dangerous, [
    {
      permission: "run.instances.setIamPolicy",
      why: "decides who has access to each Cloud Run instance and 3 more types of resources",
    },
  ]);
});

test("the basic roles' dangers follow from what they hold", () => {
  const holds = (role: string) => catalog.summary(`roles/${role}`)?.dangerous.map(({ permission }) => permission) ?? [];
  assert.ok(holds("owner").includes("resourcemanager.projects.setIamPolicy"));
  assert.ok(!holds("editor").includes("resourcemanager.projects.setIamPolicy"));
  assert.ok(holds("editor").includes("iam.serviceAccounts.actAs"));
  assert.ok(!holds("editor").includes("secretmanager.versions.access"));
});
