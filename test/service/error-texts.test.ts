import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { rules } from "../../server/src/core/rules/index.ts";
import { ERROR_TEXTS } from "../../server/src/service/access/error-texts.ts";
import { readError } from "../../server/src/service/access/explain-error.ts";

interface Expected {
  readonly permission?: string;
  readonly resource?: string;
  readonly principal?: string;
  /** The first rule of its row. */
  readonly rule?: string;
}

const ERRORS: readonly (readonly [text: string, expected: Expected])[] = [
  [
    "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'iam.serviceaccounts.actAs' denied on service account api@shop.iam.gserviceaccount.com (or it may not exist). This command is authenticated as ci@shop.iam.gserviceaccount.com using the credentials in /k.json.",
    {
      permission: "iam.serviceAccounts.actAs",
      resource: "api@shop.iam.gserviceaccount.com",
      principal: "ci@shop.iam.gserviceaccount.com",
      rule: "run-deployer-missing-actas",
    },
  ],
  [
    "User [jane@example.com] does not have permission to access namespace [shop] (or it may not exist): Permission '\niam.serviceaccounts.actAs' denied on service account 1-compute@developer.gserviceaccount.com (or it may not exist).",
    {
      permission: "iam.serviceAccounts.actAs",
      resource: "1-compute@developer.gserviceaccount.com",
      principal: "jane@example.com",
      rule: "run-deployer-missing-actas",
    },
  ],
  [
    "│ Error: googleapi: Error 403: Permission \u2018iam.serviceaccounts.actAs\u2019 denied on\n│ service account [w@shop.iam.gserviceaccount.com](mailto:w@shop.iam.gserviceaccount.com) (or it may not exist).",
    {
      permission: "iam.serviceAccounts.actAs",
      resource: "w@shop.iam.gserviceaccount.com",
      rule: "run-deployer-missing-actas",
    },
  ],
  [
    "<Details>*** does not have storage.objects.get access to 1.logs.example.com/log-6.txt.</Details>",
    { permission: "storage.objects.get", resource: "1.logs.example.com/log-6.txt" },
  ],
  [
    "could not resolve source: googleapi: Error 403: 1-compute@developer.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object.",
    {
      permission: "storage.objects.get",
      principal: "1-compute@developer.gserviceaccount.com",
      rule: "run-source-deploy-roles",
    },
  ],
  [
    "Permission 'storage.buckets.get' denied on bucket [run-sources-shop-europe-west1].",
    { permission: "storage.buckets.get", resource: "run-sources-shop-europe-west1" },
  ],
  [
    'PERMISSION_DENIED: Permission "eventarc.events.receiveEvent" denied on "images@shop.iam.gserviceaccount.com"',
    {
      permission: "eventarc.events.receiveEvent",
      principal: "images@shop.iam.gserviceaccount.com",
      rule: "eventarc-trigger-roles",
    },
  ],
  [
    "Permission 'artifactregistry.repositories.get' denied on resource '//artifactregistry.googleapis.com/projects/shop/locations/l/repositories/apps' (or it may not exist).",
    {
      permission: "artifactregistry.repositories.downloadArtifacts",
      resource: "//artifactregistry.googleapis.com/projects/shop/locations/l/repositories/apps",
      rule: "run-deployer-missing-image-reader",
    },
  ],
  [
    'Error setting IAM policy for project "shop": googleapi: Error 403: Policy update access denied., forbidden',
    { permission: "resourcemanager.projects.setIamPolicy", resource: "shop" },
  ],
  [
    'Error setting IAM policy for project "shop": googleapi: Error 400: Request contains an invalid argument., badRequest',
    { resource: "shop", rule: "role-owner-external-user" },
  ],
  ["member: user:a@example.org role: roles/owner type: SOLO_MUST_INVITE_OWNERS", { rule: "role-owner-external-user" }],
  ["The IAP service account is not provisioned.", { permission: "run.routes.invoke", rule: "run-iap-missing-invoker" }],
  [
    "Permission denied on Cloud KMS key.",
    { permission: "cloudkms.cryptoKeyVersions.useToEncrypt", rule: "cmek-agent-role" },
  ],
  [
    "Cloud IAM permission 'cloudsql.instances.connect' denied for the user.",
    { permission: "cloudsql.instances.connect", rule: "run-identity-missing-cloudsql" },
  ],
  [
    "PERMISSION_DENIED: ci@shop.iam.gserviceaccount.com does not have run.jobs.run permission on projects/shop/locations/l/jobs/j",
    {
      permission: "run.jobs.run",
      resource: "projects/shop/locations/l/jobs/j",
      principal: "ci@shop.iam.gserviceaccount.com",
    },
  ],
  [
    "Permission 'iam.serviceaccounts.actAs' denied on service account api@p.iam.gserviceaccount.com (or it may not exist).",
    {
      permission: "iam.serviceAccounts.actAs",
      resource: "api@p.iam.gserviceaccount.com",
      rule: "run-deployer-missing-actas",
    },
  ],
  [
    "Error 403: Permission 'iam.serviceAccounts.actAs' denied on resource (or it may not exist).",
    { permission: "iam.serviceAccounts.actAs", rule: "run-deployer-missing-actas" },
  ],
  [
    "Google Cloud Run Service Agent does not have permission to get access tokens for the service account api@p.iam.gserviceaccount.com. Please give it permission",
    {
      permission: "iam.serviceAccounts.getAccessToken",
      resource: "api@p.iam.gserviceaccount.com",
      rule: "run-service-agent-removed",
    },
  ],
  [
    "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
    { permission: "iam.serviceAccounts.getAccessToken", rule: "member-wif-project-id" },
  ],
  [
    "Permission denied on secret: projects/1/secrets/db/versions/latest for Revision service account api@p.iam.gserviceaccount.com. The service account used must be granted the 'Secret Manager Secret Accessor' role",
    {
      permission: "secretmanager.versions.access",
      resource: "projects/1/secrets/db/versions/latest",
      principal: "api@p.iam.gserviceaccount.com",
      rule: "run-identity-missing-secret-access",
    },
  ],
  [
    'Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/europe/repositories/apps" (or it may not exist)',
    {
      permission: "artifactregistry.repositories.downloadArtifacts",
      resource: "projects/p/locations/europe/repositories/apps",
      rule: "run-deployer-missing-image-reader",
    },
  ],
  [
    "WARNING: Setting IAM policy failed, try manually:",
    { permission: "run.services.setIamPolicy", rule: "run-deployer-cannot-set-iam" },
  ],
  [
    "Error 400: Role my.role is not supported for this resource., badRequest",
    { resource: "my.role", rule: "role-custom-unqualified" },
  ],
  ['Policy members must be of the form "<type>:<value>".', { rule: "member-missing-prefix" }],
  [
    'Principal ci@p.iam.gserviceaccount.com is of type "serviceAccount". The principal should appear as "serviceAccount:ci@p"',
    { principal: "ci@p.iam.gserviceaccount.com", rule: "member-prefix-mismatch" },
  ],
  [
    "One or more users named in the policy do not belong to a permitted customer,  perhaps due to an organization policy.",
    { rule: "run-public-service" },
  ],
  ["Identity Pool does not exist (p.svc.id.goog)", { rule: "gke-wi-pool-order" }],
  [
    "Service account service-1@gcp-sa-pubsub.iam.gserviceaccount.com does not exist.",
    { principal: "service-1@gcp-sa-pubsub.iam.gserviceaccount.com", rule: "service-agent-before-creation" },
  ],
  [
    '"service_account_id" ("ci@p.iam.gserviceaccount.com") doesn\'t match regexp "projects/"',
    { rule: "tf-sa-id-not-qualified" },
  ],
  ["conditions can't be set on primitive roles", { rule: "cond-basic-role" }],
  [
    "The request was not authenticated. Either allow unauthenticated invocations",
    { permission: "run.routes.invoke", rule: "caller-missing-invoker" },
  ],
  [
    "Permission denied: eventarc.events.receiveEvent",
    { permission: "eventarc.events.receiveEvent", rule: "eventarc-trigger-roles" },
  ],
  [
    "ci@p.iam.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object.",
    { permission: "storage.objects.get", principal: "ci@p.iam.gserviceaccount.com" },
  ],
  [
    "Permission 'run.services.get' denied on resource 'namespaces/p/services/api' (or resource may not exist).",
    { permission: "run.services.get", resource: "namespaces/p/services/api" },
  ],
  [
    'Error: "member": invalid value for member (IAM members must have one of the values outlined here: https://cloud.google.com/billing/docs/reference/rest/v1/Policy#Binding)',
    { rule: "member-missing-prefix" },
  ],
  [
    "ERROR: (gcloud.projects.add-iam-policy-binding) Adding a binding without specifying a condition to a policy containing conditions is prohibited in non-interactive mode. Run the command again with `--condition=None`",
    { rule: "sh-condition-none" },
  ],
  [
    "Error 400: You can't create a role_id (deployer) which has been marked for deletion., failedPrecondition",
    { resource: "deployer" },
  ],
  [
    "User ci@p.iam.gserviceaccount.com does not have access to image europe-docker.pkg.dev/p/apps/api",
    {
      permission: "artifactregistry.repositories.downloadArtifacts",
      rule: "run-deployer-missing-image-reader",
    },
  ],
  [
    "Error: Forbidden. Your client does not have permission to get URL /run from this server.",
    { permission: "run.routes.invoke", rule: "caller-missing-invoker" },
  ],
  [
    'Error creating Trigger: googleapi: Error 400: Invalid resource state for "": Permission denied while using the Eventarc Service Agent.',
    { permission: "eventarc.events.receiveEvent", rule: "eventarc-trigger-roles" },
  ],
  [
    "if 'build.service_account' is specified, the build must either (a) specify 'build.logs_bucket', (b) use the REGIONAL_USER_OWNED_BUCKET build.options.default_logs_bucket_behavior option",
    { rule: "cloudbuild-sa-logging" },
  ],
  [
    '- members = ["deleted:serviceAccount:old@p.iam.gserviceaccount.com?uid=123456789012345678901"] -> null',
    { principal: "old@p.iam.gserviceaccount.com", rule: "member-deleted" },
  ],
  [
    "Required 'compute.instances.create' permission for 'projects/p/zones/z/instances/vm'",
    { permission: "compute.instances.create", resource: "projects/p/zones/z/instances/vm" },
  ],
];

suite("errors of gcloud, Terraform and the API", () => {
  for (const [text, { permission, resource, principal, rule }] of ERRORS) {
    test(text.slice(0, 70), () => {
      const read = readError(text);
      assert.deepEqual(
        [read?.permission, read?.resource, read?.principal, read?.rules[0]?.id],
        [permission, resource, principal, rule],
      );
    });
  }
});

test("anything else is none", () => {
  assert.equal(readError("deployed"), undefined);
  assert.equal(readError(""), undefined);
});

test("a long text takes no long time", () => {
  const long = `${"Permission ' ".repeat(50_000)}${"a@".repeat(50_000)}`;
  assert.equal(readError(long)?.permission, undefined);
});

test("every rule that a text names exists", () => {
  const ids = new Set(rules.map(({ id }) => id));
  const named = ERROR_TEXTS.flatMap((row) => row.rules);
  assert.deepEqual(
    named.filter((id) => !ids.has(id)),
    [],
  );
});
