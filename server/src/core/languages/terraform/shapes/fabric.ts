import { type AccountShape, argument, type Grants, key, type On, type Origin, output, type Shape } from "./shape.ts";

/** The arguments that most modules of Cloud Foundation Fabric share, about one resource. */
function iamOf(on: On, inside = ""): readonly Grants[] {
  const at = (name: string) => inside + name;
  return [
    { at: at("iam"), form: "members-by-role", authority: "role", on, merged: true },
    { at: at("iam_by_principals"), form: "roles-by-member", authority: "role", on, merged: true },
    { at: at("iam_by_principals_conditional"), form: "roles-by-member", authority: "role", on, merged: true },
    { at: at("iam_bindings"), form: "objects", authority: "role", on },
    { at: at("iam_bindings_additive"), form: "objects", authority: "member", on },
    { at: at("iam_by_principals_additive"), form: "roles-by-member", authority: "member", on },
  ];
}

/** A module about one resource, which an output or an argument of it names. */
const one = (base: string, name: Origin): Shape => ({ grants: iamOf({ base, fields: { name } }) });

/** The same for a module that puts everything together that owns a role. */
const allMerged = ({ grants }: Shape): Shape => ({
  grants: grants.map((one) => (one.authority === "role" ? { ...one, merged: true } : one)),
});

/** What the entries of an argument grant: each is a resource of its own, inside what the module makes. */
const inner = (base: string, at: string, level = 0, parent = "id"): readonly Grants[] =>
  iamOf({ base, fields: { name: key(level), parent: output(parent) } }, `${at}.*.`);

const TAGS: readonly Grants[] = ["tags", "network_tags"].flatMap((at) => [
  ...inner("google_tags_tag_key", at),
  ...iamOf(
    { base: "google_tags_tag_value", fields: { name: key(1), key: key(0), parent: output("id") } },
    `${at}.*.values.*.`,
  ),
]);

const subnets = (at: string): readonly Grants[] => inner("google_compute_subnetwork", at, 0, "name");

const MEMBER_OUTPUTS: AccountShape["outputs"] = {
  email: "email",
  name: "email",
  iam_email: "member",
  id: "name",
  unique_id: "unique_id",
  service_account: "",
};

const accountRoles = (at: string, base: string): Grants => ({
  at,
  form: "roles-by-resource",
  authority: "member",
  on: { base, fields: { name: key(0) } },
  member: "account",
});

const SERVICE_ACCOUNT: Shape = {
  account: { id: ["name"], project: argument("project_id"), prefix: "prefix", outputs: MEMBER_OUTPUTS },
  grants: [
    ...iamOf({ base: "google_service_account", fields: { name: output("id") } }),
    accountRoles("iam_project_roles", "google_project"),
    accountRoles("iam_folder_roles", "google_folder"),
    accountRoles("iam_organization_roles", "google_organization"),
    accountRoles("iam_billing_roles", "google_billing_account"),
    accountRoles("iam_storage_roles", "google_storage_bucket"),
    accountRoles("iam_sa_roles", "google_service_account"),
  ],
};

const hasRoles = (shape: Shape, level: "project" | "organization", parent: Origin): Shape => ({
  ...shape,
  customRoles: { at: "custom_roles", level, parent },
  grants: [...shape.grants, ...TAGS],
});

const HOST = "shared_vpc_service_config";

/** What a service project grants on the host project of its network. */
const ON_HOST: readonly Grants[] = [
  {
    at: `${HOST}.network_users`,
    form: "members",
    role: "roles/compute.networkUser",
    authority: "member",
    on: { base: "google_project", fields: { name: argument(`${HOST}.host_project`) } },
  },
  {
    at: `${HOST}.service_agent_iam`,
    form: "members-by-role",
    authority: "member",
    on: { base: "google_project", fields: { name: argument(`${HOST}.host_project`) } },
    agents: true,
  },
];

const entitlements = (base: string, name: Origin): Grants => ({
  at: "pam_entitlements.*.privileged_access",
  form: "entitled-roles",
  authority: "member",
  on: { base, fields: { name } },
});

const withEntitlements = (base: string, name: Origin): Shape => ({
  grants: [...one(base, name).grants, entitlements(base, name)],
});

/** A workload's own account gets these roles on its project when the module creates it. */
const IDENTITY_ROLES: Grants = {
  at: "service_account_config.roles",
  form: "roles",
  authority: "member",
  on: { base: "google_project", fields: { name: argument("project_id") } },
};

const IDENTITY = {
  location: "region",
  identity: ["service_account_config.email", "service_account"],
  creates: ["service_account_config.create", "service_account_create"],
};

const RUN_RESOURCE: On = {
  base: "google_cloud_run_v2_service",
  byType: { JOB: "google_cloud_run_v2_job", WORKERPOOL: "google_cloud_run_v2_worker_pool" },
  fields: { name: output("id") },
};

const CLOUD_RUN: Shape = {
  grants: [...iamOf(RUN_RESOURCE), IDENTITY_ROLES],
  workload: {
    ...IDENTITY,
    type: "run.services",
    types: { SERVICE: "run.services", JOB: "run.jobs", WORKERPOOL: "run.workerpools" },
    name: "name",
    createsByDefault: true,
    images: ["containers.*.image"],
  },
};

const functions = (base: string, byRole: Readonly<Record<string, string>> = {}): Shape => ({
  grants: [...iamOf({ base, byRole, fields: { name: output("function_name") } }), IDENTITY_ROLES],
  workload: { ...IDENTITY, type: "cloudfunctions.functions", name: "name", createsByDefault: true, images: [] },
});

const COMPUTE: Shape = {
  grants: iamOf({ base: "google_compute_instance", fields: { name: argument("name"), location: argument("zone") } }),
  workload: {
    type: "compute.instances",
    name: "name",
    location: "zone",
    identity: ["service_account.email", "service_account"],
    creates: ["service_account.auto_create", "service_account_create"],
    createsByDefault: false,
    images: [],
  },
};

/** Modules by folder name. Source: variables of GoogleCloudPlatform/cloud-foundation-fabric, release 50. */
export const fabricModules: Readonly<Record<string, Shape>> = {
  "analytics-hub": allMerged(one("google_bigquery_analytics_hub_data_exchange", output("data_exchange_id"))),
  "api-gateway": one("google_api_gateway_api", output("api_id")),
  apigee: { grants: inner("google_apigee_environment", "environments", 0, "org_id") },
  "artifact-registry": one("google_artifact_registry_repository", output("id")),
  "bigquery-connection": one("google_bigquery_connection", output("id")),
  "bigquery-dataset": one("google_bigquery_dataset", output("dataset_id")),
  "bigtable-instance": one("google_bigtable_instance", output("id")),
  "billing-account": one("google_billing_account", argument("id")),
  binauthz: { grants: inner("google_binary_authorization_attestor", "attestors_config") },
  "certificate-authority-service": one("google_privateca_ca_pool", output("ca_pool_id")),
  "cloud-build-v2-connection": one("google_cloudbuildv2_connection", output("id")),
  "cloud-deploy": {
    grants: [
      ...iamOf({ base: "google_clouddeploy_delivery_pipeline", fields: { name: output("pipeline_id") } }),
      ...inner("google_clouddeploy_target", "targets", 0, "pipeline_id"),
    ],
  },
  "cloud-function-v1": functions("google_cloudfunctions_function"),
  "cloud-function-v2": functions("google_cloudfunctions2_function", {
    "roles/run.invoker": "google_cloud_run_service",
  }),
  "cloud-run-v2": CLOUD_RUN,
  "compute-vm": COMPUTE,
  "data-catalog-policy-tag": {
    grants: [
      ...iamOf({ base: "google_data_catalog_taxonomy", fields: { name: output("id") } }),
      ...inner("google_data_catalog_policy_tag", "tags"),
    ],
  },
  "data-catalog-tag-template": {
    grants: inner("google_data_catalog_tag_template", "tag_templates", 0, "data_catalog_tag_template_ids"),
  },
  "dataform-repository": one("google_dataform_repository", output("id")),
  dataplex: {
    grants: [
      ...iamOf({ base: "google_dataplex_lake", fields: { name: output("id") } }),
      ...inner("google_dataplex_zone", "zones"),
    ],
  },
  "dataplex-aspect-types": { grants: inner("google_dataplex_aspect_type", "aspect_types", 0, "ids") },
  "dataplex-datascan": one("google_dataplex_datascan", output("id")),
  dataproc: one("google_dataproc_cluster", output("name")),
  dns: one("google_dns_managed_zone", output("id")),
  endpoints: one("google_endpoints_service", output("endpoints_service")),
  folder: withEntitlements("google_folder", output("id")),
  gcs: {
    grants: [
      ...iamOf({ base: "google_storage_bucket", fields: { name: output("name") } }),
      ...inner("google_storage_managed_folder", "managed_folders", 0, "name"),
    ],
  },
  "gke-nodepool": {
    grants: [],
    workload: {
      type: "container.clusters",
      name: "name",
      location: "location",
      identity: ["service_account.email"],
      creates: ["service_account.create"],
      createsByDefault: false,
      images: [],
    },
  },
  "iam-service-account": SERVICE_ACCOUNT,
  kms: {
    grants: [
      ...iamOf({ base: "google_kms_key_ring", fields: { name: output("id") } }),
      ...inner("google_kms_crypto_key", "keys"),
    ],
  },
  "logging-bucket": { grants: inner("google_logging_log_view", "views") },
  "net-vpc": { grants: ["subnets", "subnets_proxy_only", "subnets_psc"].flatMap(subnets) },
  organization: hasRoles(
    withEntitlements("google_organization", argument("organization_id")),
    "organization",
    argument("organization_id"),
  ),
  project: hasRoles(
    { grants: [...withEntitlements("google_project", output("project_id")).grants, ...ON_HOST] },
    "project",
    output("project_id"),
  ),
  pubsub: {
    grants: [
      ...iamOf({ base: "google_pubsub_topic", fields: { name: output("id") } }),
      ...inner("google_pubsub_subscription", "subscriptions"),
    ],
  },
  "secret-manager": { grants: inner("google_secret_manager_secret", "secrets", 0, "ids") },
  "secure-source-manager-instance": {
    grants: [
      ...iamOf({ base: "google_secure_source_manager_instance", fields: { name: output("instance_id") } }),
      ...inner("google_secure_source_manager_repository", "repositories", 0, "instance_id"),
    ],
  },
  "service-directory": one("google_service_directory_namespace", output("id")),
  "source-repository": one("google_sourcerepo_repository", output("id")),
  "spanner-instance": {
    grants: [
      ...iamOf({ base: "google_spanner_instance", fields: { name: output("spanner_instance_id") } }),
      ...inner("google_spanner_database", "databases", 0, "spanner_instance_id"),
    ],
  },
  "vpc-sc": one("google_access_context_manager_access_policy", output("id")),
  "workstation-cluster": {
    grants: [
      ...inner("google_workstations_workstation_config", "workstation_configs"),
      ...iamOf(
        { base: "google_workstations_workstation", fields: { name: key(1), config: key(0), parent: output("id") } },
        "workstation_configs.*.workstations.*.",
      ),
    ],
  },
};
