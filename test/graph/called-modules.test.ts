import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { buildGraph, type Graph } from "../../server/src/core/graph/graph.ts";
import { extractAll, uriOf } from "../harness/workspace.ts";

const MODULE = `variable "project" {}

resource "google_service_account" "sa" {
  account_id = "ci"
  project    = var.project
}

output "member" {
  value = google_service_account.sa.member
}
`;

const CALLS = `module "a" {
  source  = "./sa"
  project = var.one
}

module "b" {
  source  = "./sa"
  project = var.other
}

resource "google_project_iam_member" "a" {
  project = "p"
  role    = "roles/viewer"
  member  = module.a.member
}

resource "google_project_iam_member" "b" {
  project = "p"
  role    = "roles/viewer"
  member  = module.b.member
}

resource "google_project_iam_member" "same" {
  project = "p"
  role    = "roles/viewer"
  member  = "serviceAccount:ci@${"$"}{var.one}.iam.gserviceaccount.com"
}
`;

/** Key of an account whose project the calling module names. */
const key = (project: string): string => `serviceAccount:ci@${"$"}{file:///w#${project}}.iam.gserviceaccount.com`;

const graphOf = (files: Readonly<Record<string, string>>): Graph =>
  buildGraph(extractAll(Object.entries(files).map(([path, text]) => ({ uri: uriOf(path), text }))).facts);

suite("Accounts that called modules make", () => {
  const graph = graphOf({ "main.tf": CALLS, "sa/main.tf": MODULE });
  const principals = new Map(
    graph.bindings.map(({ source, members: [member], scope }) => [source, member && graph.principalOf(member, scope)]),
  );

  test("an output names the account of its own call", () => {
    assert.equal(principals.get("google_project_iam_member.a"), key("var.one"));
    assert.equal(principals.get("google_project_iam_member.b"), key("var.other"));
  });

  test("an address with the caller's own words names the same account", () => {
    assert.equal(principals.get("google_project_iam_member.same"), principals.get("google_project_iam_member.a"));
  });
});
