import type { WorkloadSetting } from "../../../model/facts.ts";

/**
 * Names of blocks down to an argument, with a slash between: `template/containers/image`. `a|b` is either block; `[key]` at the
 * end is an entry of the argument, which is a map.
 */
export type Path = string;

/** One of the accounts that a resource names, or that it has by default. */
export interface IdentityPlace {
  readonly at: Path;
  /**
   * `always`: without one it runs as the product's default account; `block`: so if the block around it is there, else as
   * nobody; `named`: only a named account says anything.
   */
  readonly counts: "always" | "block" | "named";
  readonly purpose?: "build" | "trigger";
}

export interface WorkloadShape {
  /** Permission prefix of its type. */
  readonly type: string;
  /** The argument with the place, when it is not `location`. */
  readonly location?: string;
  /** The argument with the name, when it is not `name`. */
  readonly name?: string;
  /** The one that runs it stands last. */
  readonly identities: readonly IdentityPlace[];
  readonly images?: readonly Path[];
  readonly secrets?: readonly Path[];
  readonly sqlInstances?: readonly Path[];
  readonly settings?: Readonly<Partial<Record<WorkloadSetting, Path>>>;
}

const always = (at: Path): readonly IdentityPlace[] => [{ at, counts: "always" }];
const named = (at: Path): readonly IdentityPlace[] => [{ at, counts: "named" }];
const inBlock = (at: Path): readonly IdentityPlace[] => [{ at, counts: "block" }];

const ANNOTATION = "run.googleapis.com/";
const SECRET_ENV = "env/value_source/secret_key_ref/secret";

/** What the containers and volumes of a template of Cloud Run (version 2 of the API) hold, by the blocks that lead to them. */
const runTemplate = (at: Path) => ({
  images: [`${at}/containers/image`],
  secrets: [`${at}/containers/${SECRET_ENV}`, `${at}/volumes/secret/secret`],
  sqlInstances: [`${at}/volumes/cloud_sql_instance/instances`],
});

const KNATIVE = "template/spec";
const VM = { type: "compute.instances", location: "zone", identities: inBlock("service_account/email") };
const VM_TEMPLATE = {
  type: "compute.instanceTemplates",
  location: "region",
  identities: inBlock("service_account/email"),
};
const APP_ENGINE = { type: "appengine.versions", name: "service", identities: always("service_account") };
const DATAFLOW = { type: "dataflow.jobs", location: "region", identities: always("service_account_email") };
const DATAPROC = "gce_cluster_config/service_account";

/**
 * Resources that run as a service account, and where they name it.
 * Source: the provider's schema, and cloud.google.com/iam/docs/attach-service-accounts.
 */
export const WORKLOADS: Readonly<Record<string, WorkloadShape>> = {
  google_cloud_run_service: {
    type: "run.services",
    identities: always(`${KNATIVE}/service_account_name`),
    images: [`${KNATIVE}/containers/image`],
    secrets: [`${KNATIVE}/containers/env/value_from/secret_key_ref/name`, `${KNATIVE}/volumes/secret/secret_name`],
    sqlInstances: [`template/metadata/annotations[${ANNOTATION}cloudsql-instances]`],
    settings: {
      ingress: `metadata/annotations[${ANNOTATION}ingress]`,
      "invoker-check-disabled": `metadata/annotations[${ANNOTATION}invoker-iam-disabled]`,
      iap: `metadata/annotations[${ANNOTATION}iap-enabled]`,
    },
  },
  google_cloud_run_v2_service: {
    type: "run.services",
    identities: [
      { at: "build_config/service_account", counts: "named", purpose: "build" },
      ...always("template/service_account"),
    ],
    ...runTemplate("template"),
    settings: { ingress: "ingress", "invoker-check-disabled": "invoker_iam_disabled", iap: "iap_enabled" },
  },
  google_cloud_run_v2_job: {
    type: "run.jobs",
    identities: always("template/template/service_account"),
    ...runTemplate("template/template"),
  },
  google_cloud_run_v2_worker_pool: {
    type: "run.workerpools",
    identities: always("template/service_account"),
    ...runTemplate("template"),
  },
  google_cloudfunctions_function: {
    type: "cloudfunctions.functions",
    location: "region",
    identities: [
      { at: "build_service_account", counts: "named", purpose: "build" },
      ...always("service_account_email"),
    ],
    secrets: ["secret_environment_variables/secret", "secret_volumes/secret"],
    settings: { ingress: "ingress_settings" },
  },
  google_cloudfunctions2_function: {
    type: "cloudfunctions.functions",
    identities: [
      { at: "build_config/service_account", counts: "named", purpose: "build" },
      { at: "event_trigger/service_account_email", counts: "block", purpose: "trigger" },
      ...always("service_config/service_account_email"),
    ],
    secrets: ["service_config/secret_environment_variables/secret", "service_config/secret_volumes/secret"],
    settings: { ingress: "service_config/ingress_settings" },
  },
  google_app_engine_flexible_app_version: APP_ENGINE,
  google_app_engine_standard_app_version: APP_ENGINE,
  google_api_gateway_api_config: {
    type: "apigateway.apiconfigs",
    name: "api_config_id",
    identities: named("gateway_config/backend_config/google_service_account"),
  },
  google_batch_job: { type: "batch.jobs", identities: named("allocation_policy/service_account/email") },
  google_beyondcorp_app_connector: {
    type: "beyondcorp.appConnectors",
    location: "region",
    identities: named("principal_info/service_account/email"),
  },
  google_bigquery_data_transfer_config: {
    type: "bigquery.transfers",
    name: "display_name",
    identities: named("service_account_name"),
  },
  google_cloudbuild_trigger: { type: "cloudbuild.triggers", identities: named("service_account") },
  google_clouddeploy_automation: { type: "clouddeploy.automations", identities: named("service_account") },
  google_clouddeploy_target: { type: "clouddeploy.targets", identities: inBlock("execution_configs/service_account") },
  google_colab_notebook_execution: {
    type: "aiplatform.notebookExecutionJobs",
    name: "display_name",
    identities: named("service_account"),
  },
  google_colab_schedule: {
    type: "aiplatform.schedules",
    name: "display_name",
    identities: named("create_notebook_execution_job_request/notebook_execution_job/service_account"),
  },
  google_composer_environment: {
    type: "composer.environments",
    location: "region",
    identities: always("config/node_config/service_account"),
  },
  google_compute_instance: VM,
  google_compute_instance_from_machine_image: VM,
  google_compute_instance_from_template: VM,
  google_compute_instance_template: VM_TEMPLATE,
  google_compute_region_instance_template: VM_TEMPLATE,
  google_container_cluster: {
    type: "container.clusters",
    identities: [
      ...named("cluster_autoscaling/auto_provisioning_defaults/service_account"),
      ...named("node_pool/node_config/service_account"),
      ...inBlock("node_config/service_account"),
    ],
  },
  google_container_node_pool: { type: "container.nodePools", identities: always("node_config/service_account") },
  google_data_fusion_instance: {
    type: "datafusion.instances",
    location: "region",
    identities: always("dataproc_service_account"),
  },
  google_dataflow_flex_template_job: DATAFLOW,
  google_dataflow_job: DATAFLOW,
  google_dataform_repository: {
    type: "dataform.repositories",
    location: "region",
    identities: named("service_account"),
  },
  google_dataform_repository_workflow_config: {
    type: "dataform.workflowConfigs",
    location: "region",
    identities: named("invocation_config/service_account"),
  },
  google_dataplex_task: {
    type: "dataplex.tasks",
    name: "task_id",
    identities: named("execution_spec/service_account"),
  },
  google_dataproc_batch: {
    type: "dataproc.batches",
    name: "batch_id",
    identities: always("environment_config/execution_config/service_account"),
  },
  google_dataproc_cluster: {
    type: "dataproc.clusters",
    location: "region",
    identities: always(`cluster_config/${DATAPROC}`),
  },
  google_dataproc_session_template: {
    type: "dataproc.sessionTemplates",
    identities: named("environment_config/execution_config/service_account"),
  },
  google_dataproc_workflow_template: {
    type: "dataproc.workflowTemplates",
    identities: inBlock(`placement/managed_cluster/config/${DATAPROC}`),
  },
  google_firebase_app_hosting_backend: {
    type: "firebaseapphosting.backends",
    name: "backend_id",
    identities: named("service_account"),
  },
  google_notebooks_instance: { type: "notebooks.instances", identities: always("service_account") },
  google_pubsub_subscription: {
    type: "pubsub.subscriptions",
    identities: [
      ...named("bigquery_config/service_account_email"),
      ...named("cloud_storage_config/service_account_email"),
    ],
  },
  google_storage_transfer_job: { type: "storagetransfer.jobs", identities: named("service_account") },
  google_tpu_v2_vm: { type: "tpu.nodes", location: "zone", identities: inBlock("service_account/email") },
  google_vertex_ai_reasoning_engine: {
    type: "aiplatform.reasoningEngines",
    name: "display_name",
    location: "region",
    identities: named("spec/service_account"),
  },
  google_workbench_instance: {
    type: "notebooks.instances",
    identities: always("gce_setup/service_accounts/email"),
  },
  google_workflows_workflow: {
    type: "workflows.workflows",
    location: "region",
    identities: always("service_account"),
  },
  google_workstations_workstation_config: {
    type: "workstations.workstationConfigs",
    name: "workstation_config_id",
    identities: named("host/gce_instance/service_account"),
  },
};
