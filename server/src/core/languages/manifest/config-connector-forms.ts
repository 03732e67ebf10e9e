import type { Caller } from "../../model/facts.ts";

/** Where an object names the accounts that it runs as; the items of a list on the way are looked into one by one. */
export interface WorkloadForm {
  readonly type: string;
  readonly paths: readonly (readonly string[])[];
  readonly location?: string;
  /** Absent: without an account it runs as the default one of its product. */
  readonly optional?: boolean;
}

const path = (dotted: string): readonly string[] => dotted.split(".");

const APP_ENGINE: WorkloadForm = { type: "appengine.versions", paths: [path("serviceAccount")] };

/** By API group and kind. Source: the resource reference of Config Connector and its definitions. */
export const WORKLOADS: Readonly<Record<string, WorkloadForm>> = {
  "apigateway.cnrm.cloud.google.com/APIGatewayAPIConfig": {
    type: "apigateway.apiconfigs",
    paths: [path("gatewayConfig.backendConfig.googleServiceAccount")],
    optional: true,
  },
  "appengine.cnrm.cloud.google.com/AppEngineFlexibleAppVersion": APP_ENGINE,
  "appengine.cnrm.cloud.google.com/AppEngineStandardAppVersion": APP_ENGINE,
  "batch.cnrm.cloud.google.com/BatchJob": {
    type: "batch.jobs",
    paths: [path("allocationPolicy.serviceAccountRef")],
    optional: true,
  },
  "bigquerydatatransfer.cnrm.cloud.google.com/BigQueryDataTransferConfig": {
    type: "bigquery.transfers",
    paths: [path("serviceAccountRef")],
    optional: true,
  },
  "compute.cnrm.cloud.google.com/ComputeInstance": {
    type: "compute.instances",
    paths: [path("serviceAccount.serviceAccountRef")],
    location: "zone",
    optional: true,
  },
  "compute.cnrm.cloud.google.com/ComputeInstanceGroupManager": {
    type: "compute.instanceGroupManagers",
    paths: [path("serviceAccountRef")],
    optional: true,
  },
  "compute.cnrm.cloud.google.com/ComputeInstanceTemplate": {
    type: "compute.instanceTemplates",
    paths: [path("serviceAccount.serviceAccountRef")],
    optional: true,
  },
  "container.cnrm.cloud.google.com/ContainerNodePool": {
    type: "container.nodePools",
    paths: [path("nodeConfig.serviceAccountRef")],
  },
  "container.cnrm.cloud.google.com/ContainerCluster": {
    type: "container.clusters",
    paths: [
      path("nodeConfig.serviceAccountRef"),
      path("clusterAutoscaling.autoProvisioningDefaults.serviceAccountRef"),
    ],
    optional: true,
  },
  "cloudfunctions.cnrm.cloud.google.com/CloudFunctionsFunction": {
    type: "cloudfunctions.functions",
    paths: [path("serviceAccountRef")],
    location: "region",
  },
  "cloudfunctions2.cnrm.cloud.google.com/CloudFunctions2Function": {
    type: "cloudfunctions.functions",
    paths: [path("serviceConfig.serviceAccountRef"), path("serviceConfig.serviceAccountEmail")],
  },
  "cloudbuild.cnrm.cloud.google.com/CloudBuildTrigger": {
    type: "cloudbuild.triggers",
    paths: [path("serviceAccountRef")],
    optional: true,
  },
  "clouddeploy.cnrm.cloud.google.com/CloudDeployAutomation": {
    type: "clouddeploy.automations",
    paths: [path("serviceAccountRef")],
    optional: true,
  },
  "clouddeploy.cnrm.cloud.google.com/CloudDeployTarget": {
    type: "clouddeploy.targets",
    paths: [
      path("executionConfigs.serviceAccountRef"),
      path("executionConfigs.defaultPool.serviceAccountRef"),
      path("executionConfigs.privatePool.serviceAccountRef"),
    ],
    optional: true,
  },
  "composer.cnrm.cloud.google.com/ComposerEnvironment": {
    type: "composer.environments",
    paths: [path("config.nodeConfig.serviceAccountRef")],
  },
  "dataflow.cnrm.cloud.google.com/DataflowFlexTemplateJob": {
    type: "dataflow.jobs",
    paths: [path("serviceAccountEmailRef")],
    location: "region",
  },
  "dataflow.cnrm.cloud.google.com/DataflowJob": {
    type: "dataflow.jobs",
    paths: [path("serviceAccountRef")],
    location: "region",
  },
  "dataform.cnrm.cloud.google.com/DataformRepository": {
    type: "dataform.repositories",
    paths: [path("serviceAccountRef")],
    location: "region",
    optional: true,
  },
  "datafusion.cnrm.cloud.google.com/DataFusionInstance": {
    type: "datafusion.instances",
    paths: [path("dataprocServiceAccountRef")],
  },
  "dataplex.cnrm.cloud.google.com/DataplexTask": {
    type: "dataplex.tasks",
    paths: [path("executionSpec.serviceAccountRef")],
    optional: true,
  },
  "dataproc.cnrm.cloud.google.com/DataprocBatch": {
    type: "dataproc.batches",
    paths: [path("environmentConfig.executionConfig.serviceAccountRef")],
  },
  "dataproc.cnrm.cloud.google.com/DataprocCluster": {
    type: "dataproc.clusters",
    paths: [path("config.gceClusterConfig.serviceAccountRef")],
  },
  "dataproc.cnrm.cloud.google.com/DataprocWorkflowTemplate": {
    type: "dataproc.workflowTemplates",
    paths: [path("placement.managedCluster.config.gceClusterConfig.serviceAccountRef")],
    optional: true,
  },
  "notebooks.cnrm.cloud.google.com/NotebookInstance": {
    type: "notebooks.instances",
    paths: [path("serviceAccountRef")],
    location: "zone",
    optional: true,
  },
  "notebooks.cnrm.cloud.google.com/NotebookInstanceV2": {
    type: "notebooks.instances",
    paths: [path("gceSetup.serviceAccounts.serviceAccountRef")],
    optional: true,
  },
  "tpu.cnrm.cloud.google.com/TPUVirtualMachine": {
    type: "tpu.nodes",
    paths: [path("serviceAccount.serviceAccountRef")],
    location: "zone",
    optional: true,
  },
  "vertexai.cnrm.cloud.google.com/VertexAICustomJob": {
    type: "aiplatform.customJobs",
    paths: [path("jobSpec.serviceAccountRef")],
    optional: true,
  },
  "aiplatform.cnrm.cloud.google.com/VertexAIPipelineJob": {
    type: "aiplatform.pipelineJobs",
    paths: [path("serviceAccountRef")],
    optional: true,
  },
  "aiplatform.cnrm.cloud.google.com/VertexAISchedule": {
    type: "aiplatform.schedules",
    paths: [
      path("createPipelineJobRequest.pipelineJob.serviceAccountRef"),
      path("createNotebookExecutionJobRequest.notebookExecutionJob.serviceAccountRef"),
    ],
    optional: true,
  },
  "workflows.cnrm.cloud.google.com/WorkflowsWorkflow": {
    type: "workflows.workflows",
    paths: [path("serviceAccountRef")],
    location: "region",
    optional: true,
  },
  "workstations.cnrm.cloud.google.com/WorkstationConfig": {
    type: "workstations.workstationConfigs",
    paths: [path("host.gceInstance.serviceAccountRef")],
    optional: true,
  },
};

/** Where an object names the account that it calls others as, by the kind of its token, and what it calls. */
export interface CallerForm {
  readonly type: string;
  readonly accounts: readonly { readonly token?: Caller["token"]; readonly path: readonly string[] }[];
  readonly targets: readonly (readonly string[])[];
  /** A list of an `attribute` and its `value`, of which that of `type` names the events. */
  readonly events?: readonly string[];
}

export const CALLERS: Readonly<Record<string, CallerForm>> = {
  "cloudscheduler.cnrm.cloud.google.com/CloudSchedulerJob": {
    type: "cloudscheduler.jobs",
    accounts: [
      { token: "oidc", path: path("httpTarget.oidcToken.serviceAccountRef") },
      { token: "oidc", path: path("httpTarget.oidcToken.serviceAccountEmail") },
      { token: "oauth", path: path("httpTarget.oauthToken.serviceAccountRef") },
      { token: "oauth", path: path("httpTarget.oauthToken.serviceAccountEmail") },
    ],
    targets: [path("httpTarget.uri")],
  },
  "pubsub.cnrm.cloud.google.com/PubSubSubscription": {
    type: "pubsub.subscriptions",
    accounts: [
      { token: "oidc", path: path("pushConfig.oidcToken.serviceAccountEmail") },
      { token: "oidc", path: path("pushConfig.oidcToken.serviceAccountRef") },
    ],
    targets: [path("pushConfig.pushEndpoint")],
  },
  "eventarc.cnrm.cloud.google.com/EventarcTrigger": {
    type: "eventarc.triggers",
    accounts: [{ token: "oidc", path: path("serviceAccountRef") }],
    targets: [path("destination.cloudRunService.serviceRef"), path("destination.httpEndpoint.uri")],
    events: path("matchingCriteria"),
  },
};
