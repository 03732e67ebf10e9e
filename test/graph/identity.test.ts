import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { buildGraph, type Graph } from "../../server/src/core/graph/graph.ts";
import { mayBeOne, nameInKey } from "../../server/src/core/graph/likeness.ts";
import { extractAll, uriOf } from "../harness/workspace.ts";

const graphOf = (files: Readonly<Record<string, string>>): Graph =>
  buildGraph(extractAll(Object.entries(files).map(([path, text]) => ({ uri: uriOf(path), text }))).facts);

const ROOT = `resource "google_service_account" "run" {
  account_id = "run-api"
  project    = var.project
}

resource "google_project_iam_member" "deployer" {
  project = var.project
  role    = "roles/run.developer"
  member  = "group:ci@example.com"
}

module "api" {
  source   = "./api"
  project  = var.project
  identity = google_service_account.run.email
}

module "other" {
  source   = "./api"
  project  = "elsewhere"
  identity = google_service_account.run.email
}
`;

const API = `variable "project" {}
variable "identity" {}

resource "google_cloud_run_v2_service" "api" {
  name    = "api"
  project = var.project
  template {
    service_account = var.identity
  }
}
`;

suite("a grant and a workload in different modules", () => {
  const graph = graphOf({ "main.tf": ROOT, "api/main.tf": API });
  const [grant] = graph.bindings;
  const account = graph.accounts.map((one) => one.address);
  const workloads = new Map(graph.workloads.map((one) => [one.source, one]));
  const same = (source: string): boolean | undefined => {
    const workload = workloads.get(source);
    assert.ok(grant !== undefined && workload !== undefined);
    return graph.sameProject(grant.resource.fields.name, workload.project, grant.scope, workload.scope);
  };

  test("an argument of the call tells the project", () => {
    assert.equal(same("module.api.google_cloud_run_v2_service.api"), true);
  });
  test("another text may be the same project", () => {
    assert.equal(same("module.other.google_cloud_run_v2_service.api"), undefined);
  });
  test("an account that is handed over is the same account", () => {
    const workload = workloads.get("module.api.google_cloud_run_v2_service.api");
    assert.ok(workload?.identity !== undefined);
    const key = graph.accountOf(workload.identity, workload.scope);
    assert.deepEqual(key === undefined ? [] : [graph.declarationOf(key)?.address], account.slice(0, 1));
  });
});

const RESOURCES = `resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = "europe-west1"
  project  = "p"
}

resource "google_cloud_run_v2_service_iam_member" "v2" {
  name     = google_cloud_run_v2_service.api.name
  location = google_cloud_run_v2_service.api.location
  project  = google_cloud_run_v2_service.api.project
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_run_service_iam_member" "v1" {
  service  = google_cloud_run_v2_service.api.id
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_run_v2_service_iam_member" "elsewhere" {
  name     = google_cloud_run_v2_service.api.name
  location = "us-central1"
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_secret_manager_secret_iam_member" "id" {
  secret_id = google_secret_manager_secret.s.id
  role      = "roles/secretmanager.secretAccessor"
  member    = "group:web@example.com"
}

resource "google_secret_manager_secret_iam_member" "own" {
  project   = google_secret_manager_secret.s.project
  secret_id = google_secret_manager_secret.s.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "group:web@example.com"
}

resource "google_project_service_identity" "run" {
  service = "run.googleapis.com"
}

resource "google_project_iam_member" "agent" {
  project = "p"
  role    = "roles/run.serviceAgent"
  member  = google_project_service_identity.run.member
}

resource "google_project_iam_member" "address" {
  project = "p"
  role    = "roles/run.serviceAgent"
  member  = "serviceAccount:\${google_project_service_identity.run.email}"
}
`;

suite("resources and principals by several names", () => {
  const graph = graphOf({ "main.tf": RESOURCES });
  const byName = new Map(graph.bindings.map((one) => [one.source.replace(/.*\./, ""), one]));
  const keyOf = (name: string): string | undefined => {
    const binding = byName.get(name);
    return binding && graph.resourceKeyOf(binding);
  };
  const principal = (name: string): string | undefined => {
    const [member] = byName.get(name)?.members ?? [];
    return member && graph.principalOf(member, "file:///w");
  };

  test("both versions of a service of Cloud Run are one resource", () => {
    assert.notEqual(keyOf("v1"), undefined);
    assert.equal(keyOf("v1"), keyOf("v2"));
  });
  test("a service of the same name in another place is another one", () => {
    assert.notEqual(keyOf("elsewhere"), keyOf("v2"));
  });
  test("a secret is the same by its id and its own name", () => assert.equal(keyOf("id"), keyOf("own")));
  test("a service agent is the same by member and e-mail address", () => {
    assert.notEqual(principal("agent"), undefined);
    assert.equal(principal("agent"), principal("address"));
  });
});

/** Bindings that name one resource, or one account or project, in every way; each by its own name. */
const NAMED = `variable "project" {}

resource "google_project" "p" {
  name       = "Shop"
  project_id = "shop-prod"
}

data "google_project" "looked_up" {
  project_id = "shop-prod"
}

resource "google_service_account" "ci" {
  account_id = "ci-runner"
  project    = google_project.p.project_id
}

resource "google_storage_bucket" "data" {
  name     = "shop-data"
  location = "EU"
}

resource "google_storage_bucket" "open" {
  name     = "\${var.project}-data"
  location = "EU"
}

data "google_storage_bucket" "data" {
  name = "shop-data"
}

resource "google_cloud_run_service" "v1" {
  name     = "api"
  location = "europe-west1"
  project  = google_project.p.project_id
}

resource "google_cloud_run_v2_service" "v2" {
  name     = "api"
  location = "europe-west1"
  project  = "shop-prod"
}

resource "google_cloud_run_v2_service" "homeless" {
  name     = "api"
  location = "europe-west1"
}

resource "google_pubsub_topic" "t" {
  for_each = toset(["orders", "returns"])
  name     = each.key
}
`;

const projects = [
  "google_project.p.project_id",
  "google_project.p.id",
  "google_project.p.number",
  '"shop-prod"',
  '"projects/shop-prod"',
];
const NAMES: Readonly<Record<string, readonly (readonly [string, Readonly<Record<string, string>>])[]>> = {
  "a project": [...projects, "data.google_project.looked_up.project_id", "google_service_account.ci.project"].map(
    (project) => ["google_project", { project }],
  ),
  "a bucket": [
    "google_storage_bucket.data.name",
    "google_storage_bucket.data.id",
    "data.google_storage_bucket.data.name",
    '"shop-data"',
    '"b/shop-data"',
  ].map((bucket) => ["google_storage_bucket", { bucket }]),
  "a service account": [
    "google_service_account.ci.name",
    "google_service_account.ci.id",
    '"projects/shop-prod/serviceAccounts/ci-runner@shop-prod.iam.gserviceaccount.com"',
    '"projects/-/serviceAccounts/ci-runner@shop-prod.iam.gserviceaccount.com"',
    `"projects/\${var.project}/serviceAccounts/\${google_service_account.ci.email}"`,
  ].map((id) => ["google_service_account", { service_account_id: id }]),
  "a service of Cloud Run": [
    ["google_cloud_run_service", { service: "google_cloud_run_service.v1.name" }],
    [
      "google_cloud_run_service",
      { service: "google_cloud_run_service.v1.name", location: "google_cloud_run_service.v1.location" },
    ],
    [
      "google_cloud_run_v2_service",
      { name: "google_cloud_run_v2_service.v2.name", project: "google_cloud_run_v2_service.v2.project" },
    ],
    ["google_cloud_run_v2_service", { name: "google_cloud_run_v2_service.v2.id" }],
    ["google_cloud_run_v2_service", { name: '"api"', location: '"europe-west1"', project: '"shop-prod"' }],
    ["google_cloud_run_v2_service", { name: '"projects/shop-prod/locations/europe-west1/services/api"' }],
  ],
  "one of several topics": [
    ["google_pubsub_topic", { topic: 'google_pubsub_topic.t["orders"].name' }],
    ["google_pubsub_topic", { topic: 'google_pubsub_topic.t["orders"].id' }],
    ["google_pubsub_topic", { topic: '"orders"' }],
  ],
};
/** No two of these are one. */
const OTHERS: (typeof NAMES)[string] = [
  ["google_project", { project: '"shop-dev"' }],
  ["google_project", { project: "var.project" }],
  ["google_storage_bucket", { bucket: "google_storage_bucket.open.name" }],
  ["google_storage_bucket", { bucket: '"other-data"' }],
  [
    "google_service_account",
    { service_account_id: '"projects/shop-prod/serviceAccounts/cd@shop-prod.iam.gserviceaccount.com"' },
  ],
  ["google_cloud_run_v2_service", { name: "google_cloud_run_v2_service.homeless.name" }],
  ["google_cloud_run_v2_service", { name: '"api"', location: '"us-central1"', project: '"shop-prod"' }],
  ["google_cloud_run_v2_service", { name: "google_cloud_run_v2_service.homeless.name", provider: "google.dev" }],
  ["google_pubsub_topic", { topic: '"returns"' }],
  ["google_pubsub_topic", { topic: '"orders"', project: '"shop-dev"' }],
  ["google_pubsub_topic", { topic: '"orders"', provider: "google.dev" }],
];

suite("one resource by all its names", () => {
  const blocks = [...Object.values(NAMES).flat(), ...OTHERS].map(([family, fields], i) => {
    const rows = Object.entries(fields).map(([name, value]) => `  ${name} = ${value}\n`);
    return `resource "${family}_iam_member" "m${i}" {\n${rows.join("")}  role   = "roles/x"\n  member = "allUsers"\n}\n`;
  });
  const graph = graphOf({ "main.tf": NAMED + blocks.join("") });
  const keys = graph.bindings.map((binding) => graph.resourceKeyOf(binding));
  let from = 0;
  for (const [name, ways] of Object.entries(NAMES)) {
    const own = keys.slice(from, from + ways.length);
    from += ways.length;
    test(`${name} is one`, () => assert.deepEqual(new Set(own), new Set([own[0]])));
  }
  test("others are others", () => {
    assert.ok(!keys.includes(undefined));
    assert.equal(new Set(keys).size, Object.keys(NAMES).length + OTHERS.length);
  });
});

const OPEN_IDS = `variable "env" {}
variable "project" {}

locals {
  ci = "sa-ci-\${var.env}"
}

resource "google_service_account" "ci" {
  account_id = local.ci
  project    = var.project
}

resource "google_service_account" "many" {
  for_each   = var.names
  account_id = "many-\${each.key}"
  project    = var.project
}

resource "google_service_account" "twin_a" {
  account_id = "twin-\${var.env}"
  project    = var.project
}

resource "google_service_account" "twin_b" {
  account_id = "twin-\${var.env}"
  project    = var.project
}

resource "google_service_account" "homeless" {
  account_id = "homeless-\${var.env}"
}

resource "google_project_iam_binding" "b" {
  project = var.project
  role    = "roles/viewer"
  members = [
    google_service_account.ci.member,
    "serviceAccount:sa-ci-\${var.env}@\${var.project}.iam.gserviceaccount.com",
    "serviceAccount:SA-CI-\${var.env}@\${var.project}.iam.gserviceaccount.com",
    "serviceAccount:sa-ci-\${var.other}@\${var.project}.iam.gserviceaccount.com",
    "serviceAccount:sa-ci-\${var.env}@\${var.elsewhere}.iam.gserviceaccount.com",
    "serviceAccount:many-\${each.key}@\${var.project}.iam.gserviceaccount.com",
    "serviceAccount:twin-\${var.env}@\${var.project}.iam.gserviceaccount.com",
    "serviceAccount:homeless-\${var.env}@\${var.project}.iam.gserviceaccount.com",
  ]
}

resource "google_service_account_iam_member" "reference" {
  service_account_id = google_service_account.ci.name
  role               = "roles/iam.serviceAccountUser"
  member             = "group:ci@example.com"
}

resource "google_service_account_iam_member" "spelled" {
  service_account_id = "projects/-/serviceAccounts/\${local.ci}@\${var.project}.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "group:ci@example.com"
}
`;

const HANDED_OVER = `
module "inner" {
  source = "./inner"
  sa     = "sa-ci-\${var.env}@\${var.project}.iam.gserviceaccount.com"
}
`;

const INNER = `variable "sa" {}

resource "google_project_iam_member" "inner" {
  project = "p"
  role    = "roles/viewer"
  member  = "serviceAccount:\${var.sa}"
}
`;

suite("accounts whose ids are known in part", () => {
  const graph = graphOf({ "main.tf": OPEN_IDS + HANDED_OVER, "inner/main.tf": INNER });
  const [binding] = graph.bindings;
  const keys = (binding?.members ?? []).map((member) => graph.principalOf(member, binding?.scope ?? ""));
  const [reference, spelled, upper, ...others] = keys;

  test("an address made of the same expressions is the account", () => {
    assert.equal(reference, `serviceAccount:\${file:///w#google_service_account.ci}`);
    assert.deepEqual([spelled, upper], [reference, reference]);
  });
  test("one made of others, of a loop's key, of two accounts or of another project is not", () => {
    assert.deepEqual(
      others.map((key) => key?.includes("google_service_account")),
      [false, false, undefined, false, false],
    );
  });
  test("so it is in a module to which it is handed over", () => {
    const inner = graph.bindings.find(({ source }) => source.startsWith("module.inner."));
    const [member] = inner?.members ?? [];
    assert.equal(member && graph.principalOf(member, inner?.scope ?? ""), reference);
  });
  test("so it is as the resource of a grant", () => {
    const [a, b] = ["reference", "spelled"].map((name) => {
      const found = graph.bindings.find(({ source }) => source.endsWith(name));
      return found && graph.resourceKeyOf(found);
    });
    assert.notEqual(a, undefined);
    assert.equal(a, b);
  });
});

const SCRIPT = `A="$PREFIX-a"
B="$PREFIX-b"
gcloud iam service-accounts create "$A" --project="$PROJECT"
gcloud iam service-accounts create "$B" --project="$PROJECT"
gcloud projects add-iam-policy-binding p --role=roles/viewer --member="serviceAccount:$A@$PROJECT.iam.gserviceaccount.com"
gcloud projects add-iam-policy-binding p --role=roles/viewer --member="serviceAccount:$B@$PROJECT.iam.gserviceaccount.com"
`;

test("accounts of a script that have no name of their own stay two", () => {
  const graph = graphOf({ "setup.sh": SCRIPT });
  const [a, b] = graph.bindings.map(({ members: [member], scope }) => member && graph.principalOf(member, scope));
  assert.notEqual(a, undefined);
  assert.notEqual(a, b);
});

/** A grant to an account of Config Connector, which may name its namespace. */
const grant = (name: string, namespace: string, own = ""): string => `apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPolicyMember
metadata: {name: ${name}${own}}
spec:
  role: roles/run.invoker
  memberFrom: {serviceAccountRef: {name: ci${namespace}}}
  resourceRef: {kind: Project, external: projects/p}
`;

const declared = (metadata: string): string => `apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMServiceAccount
metadata: {name: ci${metadata}}
`;

suite("accounts of Config Connector and their namespaces", () => {
  const keys = (files: Readonly<Record<string, string>>): readonly (string | undefined)[] => {
    const graph = graphOf(files);
    return graph.bindings.map(({ members: [member], scope }) => member && graph.principalOf(member, scope));
  };
  const inProject = ", annotations: {cnrm.cloud.google.com/project-id: p}";
  const account = "serviceAccount:ci@p.iam.gserviceaccount.com";
  const there = declared(`, namespace: infra${inProject}`);

  test("who tells no namespace means the only account of that name", () => {
    assert.deepEqual(keys({ "sa.yaml": there, "grant.yaml": grant("g", "") }), [account]);
    assert.deepEqual(keys({ "sa.yaml": declared(inProject), "grant.yaml": grant("g", ", namespace: infra") }), [
      account,
    ]);
    assert.deepEqual(keys({ "base/sa.yaml": there, "dev/grant.yaml": grant("g", ", namespace: infra") }), [account]);
  });

  test("another namespace is another account, and of two it is not known which", () => {
    const [other] = keys({ "sa.yaml": there, "grant.yaml": grant("g", "", ", namespace: web") });
    assert.match(other ?? "", /#IAMServiceAccount\/web\/ci\.member\}$/);
    const [open] = keys({ "sa.yaml": there, "web.yaml": declared(", namespace: web"), "grant.yaml": grant("g", "") });
    assert.match(open ?? "", /#IAMServiceAccount\/ci\.member\}$/);
  });

  test("an account that is declared elsewhere may be one of its name", () => {
    const [key = ""] = keys({ "grant.yaml": grant("g", "") });
    assert.ok(mayBeOne(key, account));
    assert.ok(mayBeOne(account, key));
    assert.ok(!mayBeOne(key, "serviceAccount:cd@p.iam.gserviceaccount.com"));
    assert.equal(nameInKey(key), nameInKey(account));
  });
});
