import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalog } from "../../server/src/core/catalog/open.ts";

const catalog = openCatalog();

/** Role, type, verdict; `NO` where the table is checked by hand. */
const VERDICTS = `
run.invoker                  run.services                 yes
run.invoker                  run.jobs                     yes
run.invoker                  resourcemanager.projects     yes
run.invoker                  run.workerpools              NO
run.jobsExecutor             run.services                 NO
run.jobsExecutor             run.jobs                     yes
run.invoker                  cloudfunctions.functions     NO
cloudfunctions.invoker       run.services                 NO
pubsub.publisher             pubsub.topics                yes
pubsub.publisher             pubsub.subscriptions         NO
pubsub.publisher             storage.buckets              NO
pubsub.publisher             eventarc.triggers            ?
appengine.deployer           iam.serviceAccounts          NO
secretmanager.secretAccessor iam.serviceAccounts          NO
iam.workloadIdentityUser     iam.serviceAccounts          yes
iam.securityAdmin            storage.buckets              yes
owner                        run.services                 yes
viewer                       resourcemanager.folders      yes
writer                       resourcemanager.projects     ?
writer                       run.services                 ?
pubsub.publisher             spanner.databases            no
container.developer          workstations.workstations    no
errorreporting.writer        iam.serviceAccounts          yes
spanner.databaseRoleUser     spanner.databases            yes
spanner.databaseRoleUser     spanner.instances            yes
spanner.databaseRoleUser     resourcemanager.projects     yes
spanner.databaseRoleUser     run.services                 ?
beyondcorp.upstreamAccess    resourcemanager.projects     ?
resourcemanager.folderAdmin  resourcemanager.projects     NO
resourcemanager.folderAdmin  resourcemanager.folders      yes
resourcemanager.folderAdmin  resourcemanager.organizations yes
resourcemanager.folderAdmin  billing.accounts             ?
orgpolicy.policyAdmin        resourcemanager.projects     NO
orgpolicy.policyAdmin        resourcemanager.folders      ?
orgpolicy.policyAdmin        run.services                 NO
resourcemanager.organizationAdmin resourcemanager.projects yes
billing.user                 resourcemanager.projects     no
billing.user                 resourcemanager.folders      no
billing.user                 resourcemanager.organizations yes
billing.user                 billing.accounts             yes
logging.configWriter         billing.accounts             ?
storage.legacyBucketReader   storage.buckets              yes
storage.legacyBucketReader   resourcemanager.projects     no
nope                         run.services                 ?
run.invoker                  constructor                  ?
`;

test("whether a role can be granted on a type of resource", () => {
  for (const line of VERDICTS.trim().split("\n")) {
    const [role, type = "", verdict] = line.split(/\s+/);
    const { fits, strict, why } = catalog.fit(`roles/${role}`, type);
    const got = fits === undefined ? "?" : fits ? "yes" : strict ? "NO" : "no";
    assert.equal(got, verdict, line);
    assert.equal(why === undefined, fits !== false, line);
  }
});

test("why a role does not fit is one sentence", () => {
  const why = (role: string, type: string) => catalog.fit(`roles/${role}`, type).why;
  assert.equal(
    why("pubsub.publisher", "storage.buckets"),
    "roles/pubsub.publisher holds no permission that applies to a Cloud Storage bucket.",
  );
  assert.equal(
    why("resourcemanager.folderAdmin", "resourcemanager.projects"),
    "roles/resourcemanager.folderAdmin can be granted on a folder or an organization only, not on a project.",
  );
  assert.equal(
    why("billing.user", "resourcemanager.folders"),
    "roles/billing.user can be granted on a billing account or an organization only, not on a folder.",
  );
});

test("custom roles are not judged", () => {
  assert.equal(catalog.fit("projects/acme/roles/deployer", "run.services").fits, undefined);
});

test("the lowest resources on which a role can be granted", () => {
  const on = (role: string) => catalog.grantableOn(`roles/${role}`).join(", ");
  assert.equal(on("run.invoker"), "Cloud Run service, Cloud Run job");
  assert.equal(on("run.jobsExecutor"), "Cloud Run job");
  assert.equal(on("run.builder"), "project");
  assert.equal(on("bigquery.dataViewer"), "BigQuery table, BigQuery routine");
  assert.equal(on("iam.serviceAccountUser"), "service account");
  assert.equal(on("cloudkms.cryptoKeyDecrypter"), "Cloud KMS key");
  assert.equal(on("cloudfunctions.invoker"), "Cloud Functions function");
  assert.equal(on("orgpolicy.policyAdmin"), "organization");
  assert.equal(on("billing.user"), "billing account");
  assert.equal(on("spanner.databaseUser"), "Spanner instance, Spanner database");
  assert.equal(on("viewer"), "project");
  assert.equal(on("writer"), "project");
  assert.equal(on("iam.securityReviewer"), "project");
  assert.equal(on("nope"), "");
});
