import { argument, type Grants, type On, type Origin, type Shape } from "./shape.ts";

/** A submodule that puts the same bindings on each of a list of resources. */
interface Row {
  readonly base: string;
  /** The argument with the list. */
  readonly each: string;
  readonly fields?: Readonly<Record<string, Origin>>;
}

const PROJECT = { project: argument("project") };
const PLACED = { ...PROJECT, location: argument("location") };

/** Source: variables of terraform-google-modules/terraform-google-iam. */
const ROWS: Readonly<Record<string, Row>> = {
  artifact_registry_iam: { base: "google_artifact_registry_repository", each: "repositories", fields: PLACED },
  bigquery_datasets_iam: { base: "google_bigquery_dataset", each: "bigquery_datasets", fields: PROJECT },
  billing_accounts_iam: { base: "google_billing_account", each: "billing_account_ids" },
  cloud_run_services_iam: { base: "google_cloud_run_service", each: "cloud_run_services", fields: PLACED },
  dns_zones_iam: { base: "google_dns_managed_zone", each: "managed_zones", fields: PROJECT },
  folders_iam: { base: "google_folder", each: "folders" },
  kms_crypto_keys_iam: { base: "google_kms_crypto_key", each: "kms_crypto_keys" },
  kms_key_rings_iam: { base: "google_kms_key_ring", each: "kms_key_rings" },
  organizations_iam: { base: "google_organization", each: "organizations" },
  projects_iam: { base: "google_project", each: "projects" },
  pubsub_subscriptions_iam: { base: "google_pubsub_subscription", each: "pubsub_subscriptions", fields: PROJECT },
  pubsub_topics_iam: { base: "google_pubsub_topic", each: "pubsub_topics", fields: PROJECT },
  secret_manager_iam: { base: "google_secret_manager_secret", each: "secrets", fields: PROJECT },
  service_accounts_iam: { base: "google_service_account", each: "service_accounts", fields: PROJECT },
  storage_buckets_iam: { base: "google_storage_bucket", each: "storage_buckets" },
  subnets_iam: {
    base: "google_compute_subnetwork",
    each: "subnets",
    fields: { ...PROJECT, location: argument("subnets_region") },
  },
  tag_keys_iam: { base: "google_tags_tag_key", each: "tag_keys" },
  tag_values_iam: { base: "google_tags_tag_value", each: "tag_values" },
};

function shapeOf({ base, each, fields = {} }: Row): Shape {
  const on: On = { base, fields, each };
  return {
    grants: [
      { at: "bindings", form: "members-by-role", authority: "mode", on },
      { at: "conditional_bindings", form: "objects", authority: "mode", on },
    ],
  };
}

const manager = (base: string, list: string): readonly Grants[] => [
  {
    at: "bindings",
    form: "members-by-role",
    authority: "mode",
    on: { base, fields: PLACED, each: `entity_ids.${list}` },
  },
];

/** Submodules of terraform-google-modules/iam, by folder name. */
export const iamModules: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(Object.entries(ROWS).map(([name, row]) => [name, shapeOf(row)])),
  secure_source_manager_iam: {
    grants: [
      ...manager("google_secure_source_manager_instance", "instance_ids"),
      ...manager("google_secure_source_manager_repository", "repository_ids"),
    ],
  },
  member_iam: {
    grants: [
      {
        at: "project_roles",
        form: "roles",
        authority: "member",
        on: { base: "google_project", fields: { name: argument("project_id") } },
        member: { argument: "service_account_address", prefix: "serviceAccount", prefixArgument: "prefix" },
      },
    ],
  },
  custom_role_iam: { grants: [], customRole: true },
  audit_config: { grants: [], members: ["audit_log_config.*.exempted_members"] },
};
