import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalog } from "../../server/src/core/catalog/open.ts";

const catalog = openCatalog();

test("a service agent is known by its e-mail address", () => {
  assert.deepEqual(catalog.serviceAgent("service-123456@serverless-robot-prod.iam.gserviceaccount.com"), {
    name: "Google Cloud Run Service Agent",
    services: ["run.googleapis.com"],
    emails: ["service-PROJECT_NUMBER@serverless-robot-prod.iam.gserviceaccount.com"],
    roles: ["roles/run.serviceAgent"],
  });
  const rolesOf = (email: string) => catalog.serviceAgent(email)?.roles.join(" ");
  assert.equal(rolesOf("123456@cloudservices.gserviceaccount.com"), "roles/editor");
  assert.equal(rolesOf("123456@cloudbuild.gserviceaccount.com"), "roles/cloudbuild.builds.builder");
  assert.equal(rolesOf("service-1@gcp-sa-apigee.iam.gserviceaccount.com"), "roles/apigee.serviceAgent");
  assert.equal(catalog.serviceAgents().length, 299);
});

test("other accounts are no service agents", () => {
  for (const email of [
    "service-acme@serverless-robot-prod.iam.gserviceaccount.com",
    "service-PROJECT_NUMBER@serverless-robot-prod.iam.gserviceaccount.com",
    "deployer@acme.iam.gserviceaccount.com",
    "123456-compute@developer.gserviceaccount.com",
    "acme@appspot.gserviceaccount.com",
    "ada@example.com",
    "@",
    "",
  ]) {
    assert.equal(catalog.serviceAgent(email), undefined, email);
  }
});

test("accounts of Google's own are told from those of a project", () => {
  const managed = (email: string) => catalog.isGoogleManaged(email);
  assert.equal(managed("service-123456@serverless-robot-prod.iam.gserviceaccount.com"), true);
  assert.equal(managed("service-1@gcp-sa-something-new.iam.gserviceaccount.com"), true);
  assert.equal(managed("123456@cloudservices.gserviceaccount.com"), true);
  assert.equal(managed("cloud-logs@system.gserviceaccount.com"), true);
  assert.equal(managed("deployer@acme.iam.gserviceaccount.com"), false);
  assert.equal(managed("service-1@gcp-sandbox.iam.gserviceaccount.com"), false);
  assert.equal(managed("123456-compute@developer.gserviceaccount.com"), false);
  assert.equal(managed("acme@appspot.gserviceaccount.com"), false);
  assert.equal(managed("ada@example.com"), false);
});

test("default roles of service agents are in the catalog", () => {
  const roles = new Set(catalog.serviceAgents().flatMap(({ roles }) => roles));
  const missing = [...roles].filter((name) => catalog.role(name) === undefined && catalog.removed(name) === undefined);
  assert.deepEqual(missing, []);
});
