import type { Workload } from "../model/facts.ts";

/** What a product's workloads are called, who deploys them, and as whom they run. */
export interface Product {
  /** For people: `Cloud Run service`. */
  readonly noun: string;
  /** Any of these lets someone create or change one. */
  readonly deploys: readonly string[];
  /** As whom it runs where it says nothing: the default compute account, another one of the product's, or nobody. */
  readonly identity: "compute" | "other" | "nobody";
  /** Lets someone call or execute it. */
  readonly invoke?: string;
  /** Whether it runs a container image that the deployer must be able to read. */
  readonly image?: boolean;
  /** Whether a role that can create one says by itself that its holder deploys: such roles are given for little else. */
  readonly telling?: boolean;
}

const made = (type: string, ...verbs: readonly string[]): readonly string[] =>
  (verbs.length === 0 ? ["create", "update"] : verbs).map((verb) => `${type}.${verb}`);

/**
 * Everything that runs as a service account, by the permission prefix of its type.
 * Source: cloud.google.com/iam/docs/attach-service-accounts and the products' own pages on access control.
 */
const PRODUCTS: Readonly<Record<string, Product>> = {
  "run.services": {
    noun: "Cloud Run service",
    deploys: made("run.services"),
    identity: "compute",
    invoke: "run.routes.invoke",
    image: true,
    telling: true,
  },
  "run.jobs": {
    noun: "Cloud Run job",
    deploys: made("run.jobs"),
    identity: "compute",
    invoke: "run.jobs.run",
    image: true,
    telling: true,
  },
  "run.workerpools": {
    noun: "Cloud Run worker pool",
    deploys: made("run.workerpools"),
    identity: "compute",
    image: true,
    telling: true,
  },
  "cloudfunctions.functions": {
    noun: "function",
    deploys: made("cloudfunctions.functions"),
    identity: "other",
    invoke: "cloudfunctions.functions.invoke",
    telling: true,
  },
  "workflows.workflows": {
    noun: "workflow",
    deploys: made("workflows.workflows"),
    identity: "compute",
    invoke: "workflows.executions.create",
    telling: true,
  },
  "appengine.versions": {
    noun: "App Engine version",
    deploys: made("appengine.versions", "create"),
    identity: "other",
    telling: true,
  },
  "composer.environments": {
    noun: "Composer environment",
    deploys: made("composer.environments"),
    identity: "compute",
    telling: true,
  },
  "dataflow.jobs": {
    noun: "Dataflow job",
    deploys: made("dataflow.jobs", "create"),
    identity: "compute",
    telling: true,
  },
  "dataproc.clusters": {
    noun: "Dataproc cluster",
    deploys: made("dataproc.clusters", "create"),
    identity: "compute",
    telling: true,
  },
  "dataproc.batches": {
    noun: "Dataproc batch",
    deploys: made("dataproc.batches", "create"),
    identity: "compute",
    telling: true,
  },
  "dataproc.workflowTemplates": {
    noun: "Dataproc workflow template",
    deploys: made("dataproc.workflowTemplates"),
    identity: "compute",
    telling: true,
  },
  "aiplatform.reasoningEngines": {
    noun: "Vertex AI agent",
    deploys: made("aiplatform.reasoningEngines"),
    identity: "other",
  },
  "batch.jobs": { noun: "Batch job", deploys: made("batch.jobs", "create"), identity: "compute", telling: true },
  "compute.instances": {
    noun: "compute instance",
    deploys: made("compute.instances", "create"),
    identity: "compute",
    telling: true,
  },
  "compute.instanceTemplates": {
    noun: "instance template",
    deploys: made("compute.instanceTemplates", "create"),
    identity: "compute",
    telling: true,
  },
  "compute.instanceGroupManagers": {
    noun: "managed instance group",
    deploys: made("compute.instanceGroupManagers", "create"),
    identity: "other",
  },
  "container.nodePools": { noun: "GKE node pool", deploys: ["container.clusters.update"], identity: "compute" },
  "container.clusters": { noun: "GKE cluster", deploys: made("container.clusters"), identity: "compute" },
  "notebooks.instances": {
    noun: "Workbench instance",
    deploys: made("notebooks.instances", "create"),
    identity: "compute",
    telling: true,
  },
  "aiplatform.customJobs": {
    noun: "Vertex AI custom job",
    deploys: made("aiplatform.customJobs", "create"),
    identity: "other",
  },
  "aiplatform.endpoints": {
    noun: "Vertex AI endpoint",
    deploys: ["aiplatform.endpoints.deploy"],
    identity: "other",
  },
  "aiplatform.hyperparameterTuningJobs": {
    noun: "Vertex AI tuning job",
    deploys: made("aiplatform.hyperparameterTuningJobs", "create"),
    identity: "other",
  },
  "aiplatform.pipelineJobs": {
    noun: "Vertex AI pipeline run",
    deploys: made("aiplatform.pipelineJobs", "create"),
    identity: "compute",
  },
  "cloudbuild.builds": { noun: "build", deploys: made("cloudbuild.builds", "create"), identity: "other" },
  "cloudbuild.triggers": {
    noun: "Cloud Build trigger",
    deploys: made("cloudbuild.builds", "create"),
    identity: "other",
  },
  "clouddeploy.targets": {
    noun: "Cloud Deploy target",
    deploys: made("clouddeploy.targets"),
    identity: "compute",
    telling: true,
  },
  "eventarc.pipelines": { noun: "Eventarc pipeline", deploys: made("eventarc.pipelines"), identity: "nobody" },
  "eventarc.triggers": {
    noun: "Eventarc trigger",
    deploys: made("eventarc.triggers"),
    identity: "nobody",
    telling: true,
  },
  "cloudscheduler.jobs": {
    noun: "Scheduler job",
    deploys: made("cloudscheduler.jobs"),
    identity: "nobody",
    telling: true,
  },
  "cloudtasks.tasks": { noun: "task", deploys: made("cloudtasks.tasks", "create"), identity: "nobody", telling: true },
  "cloudtasks.queues": { noun: "task queue", deploys: made("cloudtasks.queues"), identity: "nobody" },
  "pubsub.subscriptions": { noun: "push subscription", deploys: made("pubsub.subscriptions"), identity: "nobody" },
  "dataform.repositories": { noun: "Dataform repository", deploys: made("dataform.repositories"), identity: "other" },
  "aiplatform.notebookExecutionJobs": {
    noun: "notebook execution",
    deploys: made("aiplatform.notebookExecutionJobs", "create"),
    identity: "nobody",
  },
  "aiplatform.schedules": { noun: "Vertex AI schedule", deploys: made("aiplatform.schedules"), identity: "nobody" },
  "apigateway.apiconfigs": {
    noun: "API config",
    deploys: made("apigateway.apiconfigs", "create"),
    identity: "nobody",
  },
  "clouddeploy.automations": {
    noun: "Cloud Deploy automation",
    deploys: made("clouddeploy.automations"),
    identity: "other",
  },
  "config.deployments": {
    noun: "Infrastructure Manager deployment",
    deploys: made("config.deployments"),
    identity: "nobody",
  },
  "datafusion.instances": {
    noun: "Data Fusion instance",
    deploys: made("datafusion.instances", "create"),
    identity: "compute",
  },
  "dataplex.tasks": { noun: "Dataplex task", deploys: made("dataplex.tasks"), identity: "nobody" },
  "storagetransfer.jobs": { noun: "transfer job", deploys: made("storagetransfer.jobs"), identity: "other" },
  "tpu.nodes": { noun: "TPU", deploys: made("tpu.nodes", "create"), identity: "compute" },
  "workstations.workstationConfigs": {
    noun: "workstation configuration",
    deploys: made("workstations.workstationConfigs"),
    identity: "other",
  },
  "bigquery.transfers": {
    noun: "data transfer",
    deploys: ["bigquery.transfers.update"],
    identity: "nobody",
  },
};

/** Types of Cloud Run workloads whose creation attaches a service identity. */
export const RUN_TYPES: readonly string[] = ["run.services", "run.jobs", "run.workerpools"];

export const productTypes: readonly string[] = Object.keys(PRODUCTS);

export const productOfType = (type: string): Product | undefined =>
  Object.hasOwn(PRODUCTS, type) ? PRODUCTS[type] : undefined;

export const productOf = ({ type }: Pick<Workload, "type">): Product | undefined => productOfType(type);

export const isRun = ({ type }: Pick<Workload, "type">): boolean => RUN_TYPES.includes(type);
