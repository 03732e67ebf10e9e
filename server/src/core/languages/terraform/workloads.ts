import type { Workload } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { optional } from "./bindings.ts";
import { childrenOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";

interface WorkloadType {
  readonly type: string;
  /** Nested blocks down to the one that holds the identity; `a|b` is either. */
  readonly path: readonly string[];
  readonly identity: string;
  /** The argument with the place, when it is not `location`. */
  readonly location?: string;
  /** Whether it runs as nobody without an identity: then it is a workload only with one. */
  readonly needsIdentity?: boolean;
}

const TOKENS = "oidc_token|oauth_token";

/**
 * Resources that run as a service account or call others as one, and where they name it.
 * Source: the provider's schema, and cloud.google.com/iam/docs/attach-service-accounts.
 */
const WORKLOADS: Readonly<Record<string, WorkloadType>> = {
  google_cloud_run_service: { type: "run.services", path: ["template", "spec"], identity: "service_account_name" },
  google_cloud_run_v2_service: { type: "run.services", path: ["template"], identity: "service_account" },
  google_cloud_run_v2_job: { type: "run.jobs", path: ["template", "template"], identity: "service_account" },
  google_cloud_run_v2_worker_pool: { type: "run.workerpools", path: ["template"], identity: "service_account" },
  google_app_engine_flexible_app_version: {
    type: "appengine.versions",
    path: [],
    identity: "service_account",
  },
  google_app_engine_standard_app_version: {
    type: "appengine.versions",
    path: [],
    identity: "service_account",
  },
  google_cloud_scheduler_job: {
    type: "cloudscheduler.jobs",
    path: ["http_target", TOKENS],
    identity: "service_account_email",
    location: "region",
    needsIdentity: true,
  },
  google_cloud_tasks_queue: {
    type: "cloudtasks.queues",
    path: ["http_target", TOKENS],
    identity: "service_account_email",
    needsIdentity: true,
  },
  google_cloudbuild_trigger: {
    type: "cloudbuild.triggers",
    path: [],
    identity: "service_account",
    needsIdentity: true,
  },
  google_clouddeploy_target: {
    type: "clouddeploy.targets",
    path: ["execution_configs"],
    identity: "service_account",
    needsIdentity: true,
  },
  google_cloudfunctions2_function: {
    type: "cloudfunctions.functions",
    path: ["service_config"],
    identity: "service_account_email",
  },
  google_cloudfunctions_function: {
    type: "cloudfunctions.functions",
    path: [],
    identity: "service_account_email",
    location: "region",
  },
  google_composer_environment: {
    type: "composer.environments",
    path: ["config", "node_config"],
    identity: "service_account",
    location: "region",
  },
  google_compute_instance: {
    type: "compute.instances",
    path: ["service_account"],
    identity: "email",
    location: "zone",
    needsIdentity: true,
  },
  google_compute_instance_template: {
    type: "compute.instanceTemplates",
    path: ["service_account"],
    identity: "email",
    location: "region",
    needsIdentity: true,
  },
  google_compute_region_instance_template: {
    type: "compute.instanceTemplates",
    path: ["service_account"],
    identity: "email",
    location: "region",
    needsIdentity: true,
  },
  google_container_cluster: {
    type: "container.clusters",
    path: ["node_config"],
    identity: "service_account",
    needsIdentity: true,
  },
  google_container_node_pool: {
    type: "container.nodePools",
    path: ["node_config"],
    identity: "service_account",
  },
  google_dataflow_flex_template_job: {
    type: "dataflow.jobs",
    path: [],
    identity: "service_account_email",
    location: "region",
  },
  google_dataflow_job: {
    type: "dataflow.jobs",
    path: [],
    identity: "service_account_email",
    location: "region",
  },
  google_dataproc_cluster: {
    type: "dataproc.clusters",
    path: ["cluster_config", "gce_cluster_config"],
    identity: "service_account",
    location: "region",
  },
  google_eventarc_trigger: {
    type: "eventarc.triggers",
    path: [],
    identity: "service_account",
    needsIdentity: true,
  },
  google_pubsub_subscription: {
    type: "pubsub.subscriptions",
    path: ["push_config", "oidc_token"],
    identity: "service_account_email",
    needsIdentity: true,
  },
  google_workbench_instance: {
    type: "notebooks.instances",
    path: ["gce_setup", "service_accounts"],
    identity: "email",
  },
  google_workflows_workflow: {
    type: "workflows.workflows",
    path: [],
    identity: "service_account",
    location: "region",
  },
};

/** Fact of a resource that runs as a service account; `undefined` for any other resource type. */
export function readWorkload(declaration: Declaration, reader: Reader): Workload | undefined {
  const shape = Object.hasOwn(WORKLOADS, declaration.type) ? WORKLOADS[declaration.type] : undefined;
  if (shape === undefined) return undefined;
  const inner = shape.path.reduce((at, name) => at.flatMap((one) => childReaders(one, name)), [reader]);
  const identity = first(inner.map((one) => one.value(shape.identity, "account")));
  if (identity === undefined && shape.needsIdentity === true) return undefined;
  const containers = inner.flatMap((one) => childReaders(one, "containers"));
  return {
    kind: "workload",
    ...statementOf(declaration, reader.env),
    type: shape.type,
    ...optional("name", reader.value("name", "resource")),
    ...optional("project", reader.value("project", "resource")),
    ...optional("location", reader.value(shape.location ?? "location", "resource")),
    ...optional("identity", identity),
    images: containers.map((one) => one.value("image", "image")).filter((image) => image !== undefined),
    declared: true,
  };
}

const childReaders = (reader: Reader, names: string): readonly Reader[] =>
  names
    .split("|")
    .flatMap((name) => childrenOf(reader.block, name, reader.env))
    .map(({ block, env }) => reader.of(block, env));

const first = (values: readonly (Value | undefined)[]): Value | undefined =>
  values.find((value) => value !== undefined);
