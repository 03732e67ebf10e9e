import assert from "node:assert/strict";
import { test } from "node:test";
import { folderWith, run } from "./program.ts";

const MAIN = `resource "google_service_account" "api" {
  account_id = "api"
}

resource "google_service_account" "ci" {
  account_id = "ci"
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = "europe-west1"
  template {
    service_account = google_service_account.api.email
    containers {
      image = "europe-docker.pkg.dev/example-shop/apps/api"
    }
  }
}

resource "google_cloud_run_v2_job" "nightly" {
  name     = "nightly"
  location = "europe-west1"
  template {
    template {
      service_account = var.account
    }
  }
}

resource "google_project_iam_member" "ci_run" {
  project = "example-shop"
  role    = "roles/run.developer"
  member  = google_service_account.ci.member
}

resource "google_artifact_registry_repository_iam_member" "readers" {
  project    = "example-shop"
  location   = "europe"
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = var.reader
}
`;
const FILES = { "main.tf": MAIN };
const ACT_AS = "iam.serviceAccounts.actAs";

test("of a deployer whose rights come from elsewhere, nothing is missing", async () => {
  const build = `steps:
- name: gcr.io/google.com/cloudsdktool/cloud-sdk
  args: [gcloud, run, deploy, api, --image=europe-docker.pkg.dev/example-shop/apps/api, --region=europe-west1, --quiet]
serviceAccount: projects/example-shop/serviceAccounts/ci@example-shop.iam.gserviceaccount.com
options: {logging: CLOUD_LOGGING_ONLY}
`;
  const { stdout } = await run(folderWith({ "cloudbuild.yaml": build }), ["deployers"]);
  assert.match(
    stdout,
    /Cloud Run service api, service and image: unknown, nothing in this workspace is granted to it\n/,
  );
  assert.doesNotMatch(stdout, /missing/);
});

test("a command that changes a declared service is no row of its own, and a place is told once", async () => {
  const main = `resource "google_cloud_run_v2_service" "api" {
  project  = "example-shop"
  name     = "api"
  location = "europe-west1"
  template {
    service_account = "api-run@example-shop.iam.gserviceaccount.com"
  }
}

resource "google_project_iam_member" "ci" {
  project = "example-shop"
  role    = "roles/editor"
  member  = "serviceAccount:deployer@example-shop.iam.gserviceaccount.com"
}
`;
  const build = `steps:
- name: gcr.io/google.com/cloudsdktool/cloud-sdk
  args: [gcloud, run, services, update, api, --memory=1Gi, --region=europe-west1]
serviceAccount: projects/example-shop/serviceAccounts/deployer@example-shop.iam.gserviceaccount.com
options: {logging: CLOUD_LOGGING_ONLY}
`;
  const jobs = `update() { gcloud run jobs update "$1" --region=europe-west1 --project=elsewhere; }
update nightly
update nightly
`;
  const folder = folderWith({ "main.tf": main, "cloudbuild.yaml": build, "jobs.sh": jobs });
  const { stdout } = await run(folder, ["deployers"]);
  assert.equal(
    stdout,
    `PRINCIPAL                                                     WORKLOAD               SERVICE         IMAGE  IDENTITY        RUN
serviceAccount:deployer@example-shop.iam.gserviceaccount.com  Cloud Run service api  yes main.tf:10  -      yes main.tf:10  -

Nobody in this workspace is known to deploy:
  Cloud Run job nightly  jobs.sh:1
`,
  );
});

test("deployers as a table: granted, missing, unknown, not told", async () => {
  const { status, stdout, stderr } = await run(folderWith(FILES), ["deployers"]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.equal(
    stdout,
    `PRINCIPAL                  WORKLOAD               SERVICE         IMAGE  IDENTITY  RUN
google_service_account.ci  Cloud Run service api  yes main.tf:30  ?      missing   -
google_service_account.ci  Cloud Run job nightly  yes main.tf:30  -      -         yes main.tf:30

google_service_account.ci, Cloud Run service api, image: unknown, a grant has members that are not known
google_service_account.ci, Cloud Run service api, identity: missing; roles/iam.serviceAccountUser on google_service_account.api gives it
`,
  );
});

test("deployers as Markdown", async () => {
  const { stdout } = await run(folderWith(FILES), ["deployers", "--format=markdown"]);
  assert.equal(
    stdout.split("\n").slice(0, 3).join("\n"),
    `| principal | workload | service | image | identity | run |
| --- | --- | --- | --- | --- | --- |
| google\\_service\\_account.ci | Cloud Run service api | yes main.tf:30 | ? | missing | - |`,
  );
});

test("deployers as JSON", async () => {
  const { stdout } = await run(folderWith(FILES), ["deployers", "--format=json"]);
  const { rows, undeployed } = JSON.parse(stdout) as { rows: Record<string, unknown>[]; undeployed: unknown[] };
  assert.deepEqual(undeployed, []);
  assert.equal(rows.length, 2);
  const cells = (rows[0]?.cells ?? {}) as Record<string, unknown>;
  assert.deepEqual(cells.identity, {
    state: "missing",
    grants: [],
    role: "roles/iam.serviceAccountUser",
    on: "google_service_account.api",
  });
  assert.deepEqual(cells.service, {
    state: "granted",
    grants: [
      {
        source: "google_project_iam_member.ci_run",
        role: "roles/run.developer",
        on: "project example-shop",
        place: { path: "main.tf", range: { start: { line: 30, column: 1 }, end: { line: 30, column: 46 } } },
      },
    ],
    role: "roles/run.developer",
    on: "api",
  });
});

test("a workload that nobody is known to deploy", async () => {
  const text = MAIN.slice(0, MAIN.indexOf('resource "google_project_iam_member"'));
  const { stdout } = await run(folderWith({ "main.tf": text }), ["deployers"]);
  assert.equal(
    stdout,
    `Nobody in this workspace is known to deploy:
  Cloud Run service api  main.tf:9
  Cloud Run job nightly  main.tf:20
`,
  );
});

test("what the configuration assumes is granted", async () => {
  const config = `assume:
  - principal: google_service_account.ci
    role: roles/iam.serviceAccountUser
    resource: api@example-shop.iam.gserviceaccount.com
`;
  const folder = folderWith({ ...FILES, ".iamlint.yaml": config });
  const { stdout } = await run(folder, ["deployers"]);
  assert.match(stdout, /yes \(the configuration assumes it\)/);
  const asked = await run(folder, ["why", "ci", ACT_AS, "api"]);
  assert.equal(asked.status, 0);
  const checked = await run(folder, ["check"]);
  assert.doesNotMatch(checked.stdout, /run-deployer-missing-actas/);
});

test("why: the grant that gives it", async () => {
  const { status, stdout } = await run(folderWith(FILES), ["why", "ci", "run.services.update", "api"]);
  assert.equal(
    stdout,
    `google_service_account.ci holds run.services.update on api
  main.tf:30  google_project_iam_member.ci_run  roles/run.developer on project example-shop
`,
  );
  assert.equal(status, 0);
});

test("why: what would give it", async () => {
  const { status, stdout } = await run(folderWith(FILES), ["why", "google_service_account.ci", ACT_AS, "api"]);
  assert.match(
    stdout,
    /^google_service_account\.ci does not hold, by what is granted here, iam\.serviceAccounts\.actAs on api\n/,
  );
  assert.match(stdout, /roles\/iam\.serviceAccountUser, .* would give it, granted on api/);
  assert.equal(status, 1);
});

test("why: without a resource, the narrowest one that is needed", async () => {
  const { status, stdout } = await run(folderWith(FILES), ["why", "google_service_account.ci", ACT_AS]);
  assert.equal(status, 1);
  assert.match(stdout, /would give it, granted on google_service_account\.api\n/);
});

test("why: a grant that may give it", async () => {
  const permission = "artifactregistry.repositories.downloadArtifacts";
  const { status, stdout } = await run(folderWith(FILES), [
    "why",
    "ci",
    permission,
    "projects/example-shop/locations/europe/repositories/apps",
  ]);
  assert.match(stdout, /may hold/);
  assert.match(stdout, /because a grant has members that are not known/);
  assert.equal(status, 1);
});

test("why: nobody of that name, no such permission", async () => {
  const folder = folderWith(FILES);
  const nobody = await run(folder, ["why", "nobody", ACT_AS]);
  assert.deepEqual([nobody.status, nobody.stderr], [2, 'gcp-iam-lint: nothing is granted to "nobody" here\n']);
  const nothing = await run(folder, ["why", "ci", "run.services.fly"]);
  assert.deepEqual([nothing.status, nothing.stderr], [2, 'gcp-iam-lint: unknown permission "run.services.fly"\n']);
});

test("why: of another folder", async () => {
  const { status } = await run(folderWith({ "infra/main.tf": MAIN }), ["why", "ci", "run.jobs.run", "--path", "infra"]);
  assert.equal(status, 0);
});

const DENIED =
  "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'iam.serviceaccounts.actAs' denied on service account api@example-shop.iam.gserviceaccount.com (or it may not exist).\n";

test("an error from standard input, to its cause", async () => {
  const { status, stdout } = await run(folderWith(FILES), ["explain-error"], { input: DENIED });
  assert.equal(status, 0);
  assert.match(stdout, /^Whoever deploys may not act as the service account that the workload is to run as\.\n/);
  assert.match(
    stdout,
    / {2}permission: iam\.serviceAccounts\.actAs\n {2}resource: api@example-shop\.iam\.gserviceaccount\.com\n/,
  );
  assert.match(
    stdout,
    /Here:\n {2}main\.tf:32:14 {2}google_service_account\.ci can deploy Cloud Run service api, .*\[run-deployer-missing-actas\]\n {4}Grant roles\/iam\.serviceAccountUser on google_service_account\.api\n/,
  );
});

test("an error as an argument, without a cause here", async () => {
  const { status, stdout } = await run(folderWith({ "main.tf": "" }), ["explain-error", DENIED]);
  assert.equal(status, 0);
  assert.match(stdout, /Nothing here that these rules find\.\n$/);
});

test("a text that is no such error", async () => {
  const folder = folderWith(FILES);
  const other = await run(folder, ["explain-error", "all is well"]);
  assert.deepEqual([other.status, other.stdout], [1, "No error that is known here.\n"]);
  const empty = await run(folder, ["explain-error", "-"]);
  assert.deepEqual([empty.status, empty.stderr], [2, "gcp-iam-lint: there is no error text\n"]);
});
