import type { Caller, Workload, WorkloadSetting } from "../../model/facts.ts";

/** A flag that says something by being there, with what it says. */
export type Said = readonly [flag: string, says: "true" | "false"];

/** A command that makes or changes something that runs as a service account, by its flags. */
export interface WorkloadCommand {
  /** Permission prefix of what it makes. */
  readonly type: string;
  /** Whether it only makes new ones: where it names no identity, the default one is taken. */
  readonly creates?: true;
  readonly identity: readonly string[];
  /** Flags by which it runs as nobody. */
  readonly withoutIdentity?: readonly string[];
  /** Its other accounts, by what they are for. */
  readonly others?: Readonly<Partial<Record<NonNullable<Workload["purpose"]>, readonly string[]>>>;
  readonly images?: readonly string[];
  readonly secrets?: readonly string[];
  readonly sqlInstances?: readonly string[];
  /** Flags with a value, and flags that are one. */
  readonly settings?: Readonly<Partial<Record<WorkloadSetting, readonly (string | Said)[]>>>;
  /** Whether its name is the first word behind the path; by default it is. */
  readonly unnamed?: true;
}

/** A command that makes something that calls another as a service account. */
export interface CallerCommand {
  readonly type: string;
  /** Flags that name the account, by the token that it gets; the first kind is the default. */
  readonly identity: Readonly<Partial<Record<NonNullable<Caller["token"]>, readonly string[]>>>;
  readonly target: readonly string[];
  /** Flags that filter the events for which it calls. */
  readonly events?: readonly string[];
}

const ACCOUNT = ["--service-account"];
const ACCOUNT_EMAIL = ["--service-account-email"];
const SECRETS = ["--set-secrets", "--update-secrets"];
const BUILD = { build: ["--build-service-account"] };
const PUBLIC: Pick<NonNullable<WorkloadCommand["settings"]>, "public"> = {
  public: [
    ["--allow-unauthenticated", "true"],
    ["--no-allow-unauthenticated", "false"],
  ],
};

const run = {
  identity: ACCOUNT,
  images: ["--image"],
  secrets: SECRETS,
  sqlInstances: ["--add-cloudsql-instances", "--set-cloudsql-instances"],
  others: BUILD,
} as const;
const service: WorkloadCommand = {
  ...run,
  type: "run.services",
  settings: {
    ...PUBLIC,
    ingress: ["--ingress"],
    source: ["--source"],
    iap: [
      ["--iap", "true"],
      ["--no-iap", "false"],
    ],
    "invoker-check-disabled": [
      ["--no-invoker-iam-check", "true"],
      ["--invoker-iam-check", "false"],
    ],
  },
};
const job: WorkloadCommand = { ...run, type: "run.jobs", settings: { source: ["--source"] } };
const pool: WorkloadCommand = { ...run, type: "run.workerpools", settings: { source: ["--source"] } };
const machine = { identity: ACCOUNT, withoutIdentity: ["--no-service-account"], creates: true } as const;
const batch = { type: "dataproc.batches", identity: ACCOUNT, creates: true, unnamed: true } as const;
const trigger = { type: "cloudbuild.triggers", identity: ACCOUNT, unnamed: true } as const;
const nodes = { identity: ACCOUNT, creates: true } as const;

/**
 * By the words of the command, without the release track. Source: the command tree of the Google Cloud SDK, and
 * cloud.google.com/iam/docs/attach-service-accounts.
 */
export const workloadCommands: Readonly<Record<string, WorkloadCommand>> = {
  "run deploy": service,
  "run services update": service,
  "run jobs create": { ...job, creates: true },
  "run jobs deploy": job,
  "run jobs update": job,
  "run worker-pools deploy": pool,
  "run worker-pools update": pool,
  "functions deploy": {
    type: "cloudfunctions.functions",
    identity: ["--run-service-account", ...ACCOUNT],
    others: { ...BUILD, trigger: ["--trigger-service-account"] },
    secrets: SECRETS,
    settings: { ...PUBLIC, ingress: ["--ingress-settings"], source: ["--source"] },
  },
  "app deploy": { type: "appengine.versions", identity: ACCOUNT, unnamed: true },
  "builds submit": { type: "cloudbuild.builds", identity: ACCOUNT, unnamed: true },
  "builds triggers create bitbucketserver": trigger,
  "builds triggers create github": trigger,
  "builds triggers create gitlab": trigger,
  "builds triggers create manual": trigger,
  "builds triggers create pubsub": trigger,
  "builds triggers create webhook": trigger,
  "builds triggers update bitbucketserver": trigger,
  "builds triggers update github": trigger,
  "builds triggers update gitlab": trigger,
  "builds triggers update manual": trigger,
  "builds triggers update pubsub": trigger,
  "builds triggers update webhook": trigger,
  "compute instances bulk create": { ...machine, type: "compute.instances", unnamed: true },
  "compute instances create": { ...machine, type: "compute.instances" },
  "compute instances create-with-container": { ...machine, type: "compute.instances" },
  "compute instances set-service-account": {
    type: "compute.instances",
    identity: ACCOUNT,
    withoutIdentity: ["--no-service-account"],
  },
  "compute instance-templates create": { ...machine, type: "compute.instanceTemplates" },
  "compute instance-templates create-with-container": { ...machine, type: "compute.instanceTemplates" },
  "compute tpus tpu-vm create": { ...nodes, type: "tpu.nodes" },
  "container clusters create": { ...nodes, type: "container.clusters" },
  "container clusters create-auto": { ...nodes, type: "container.clusters" },
  "container node-pools create": { ...nodes, type: "container.nodePools" },
  "workflows deploy": { type: "workflows.workflows", identity: ACCOUNT },
  "dataproc clusters create": { ...nodes, type: "dataproc.clusters" },
  "dataproc batches submit pyspark": batch,
  "dataproc batches submit spark": batch,
  "dataproc batches submit spark-r": batch,
  "dataproc batches submit spark-sql": batch,
  "dataproc workflow-templates set-managed-cluster": { type: "dataproc.workflowTemplates", identity: ACCOUNT },
  "dataflow jobs run": { type: "dataflow.jobs", identity: ACCOUNT_EMAIL, creates: true },
  "dataflow flex-template run": { type: "dataflow.jobs", identity: ACCOUNT_EMAIL, creates: true },
  "composer environments create": { ...nodes, type: "composer.environments" },
  "ai custom-jobs create": { type: "aiplatform.customJobs", identity: ACCOUNT, unnamed: true },
  "ai endpoints deploy-model": { type: "aiplatform.endpoints", identity: ACCOUNT, unnamed: true },
  "ai hp-tuning-jobs create": { type: "aiplatform.hyperparameterTuningJobs", identity: ACCOUNT, unnamed: true },
  "infra-manager deployments apply": { type: "config.deployments", identity: ACCOUNT },
  "notebooks instances create": { type: "notebooks.instances", identity: ACCOUNT, creates: true },
  "workstations configs create": { type: "workstations.workstationConfigs", identity: ACCOUNT },
  "workbench instances create": { type: "notebooks.instances", identity: ACCOUNT_EMAIL, creates: true },
};

const http: CallerCommand = {
  type: "cloudscheduler.jobs",
  identity: { oidc: ["--oidc-service-account-email"], oauth: ["--oauth-service-account-email"] },
  target: ["--uri"],
};
const push: CallerCommand = {
  type: "pubsub.subscriptions",
  identity: { oidc: ["--push-auth-service-account"] },
  target: ["--push-endpoint"],
};
const eventarc: CallerCommand = {
  type: "eventarc.triggers",
  identity: { oidc: ACCOUNT },
  target: [
    "--destination-run-service",
    "--destination-function",
    "--destination-workflow",
    "--destination-http-endpoint-uri",
  ],
  events: ["--event-filters"],
};

/** By the words of the command, without the release track. Source: the command tree of the Google Cloud SDK. */
export const callerCommands: Readonly<Record<string, CallerCommand>> = {
  "scheduler jobs create http": http,
  "scheduler jobs update http": http,
  "pubsub subscriptions create": push,
  "pubsub subscriptions modify-push-config": push,
  "pubsub subscriptions update": push,
  "eventarc triggers create": eventarc,
  "eventarc triggers update": eventarc,
  "tasks create-http-task": {
    type: "cloudtasks.tasks",
    identity: { oidc: ["--oidc-service-account-email"], oauth: ["--oauth-service-account-email"] },
    target: ["--url"],
  },
  "tasks queues create": {
    type: "cloudtasks.queues",
    identity: {
      oidc: ["--http-oidc-service-account-email-override"],
      oauth: ["--http-oauth-service-account-email-override"],
    },
    target: ["--http-uri-override"],
  },
};

/** Commands of `gcloud iam` that define or name something. */
export const IAM = {
  account: "iam service-accounts create",
  key: "iam service-accounts keys create",
  provider: "iam workload-identity-pools providers create-oidc",
  role: "iam roles create",
  roleUpdate: "iam roles update",
} as const;

/** Commands of `gcloud run` that make or start something which runs as nobody itself. */
export const RUN = { mapping: "run domain-mappings create", execute: "run jobs execute" } as const;

/** Commands that make what a manifest says, by where they name it: the first word behind the path, or a flag. */
export const manifestCommands: Readonly<Record<string, { readonly flag?: string }>> = {
  "run services replace": {},
  "run jobs replace": {},
  "run worker-pools replace": {},
  "deploy apply": { flag: "--file" },
};

/** All commands that are read, besides those that change a policy. */
export const PATHS: ReadonlySet<string> = new Set([
  ...Object.values(IAM),
  ...Object.values(RUN),
  ...Object.keys(workloadCommands),
  ...Object.keys(callerCommands),
  ...Object.keys(manifestCommands),
]);
const nth = (n: number): ReadonlySet<string> => new Set([...PATHS].map((path) => path.split(" ").at(n) ?? ""));

/** First and second words of all commands that are read, besides those that change a policy. */
export const GROUPS: ReadonlySet<string> = nth(0);
export const SECOND_WORDS: ReadonlySet<string> = nth(1);
/** The last words of these commands. */
export const VERBS: ReadonlySet<string> = nth(-1);

/** Words of the longest path of these commands. */
export const LONGEST_PATH = 4;

/** All flags that name the account which something runs or calls as. */
export const IDENTITY_FLAGS: ReadonlySet<string> = new Set([
  ...Object.values(workloadCommands).flatMap(({ identity, others = {} }) => [
    ...identity,
    ...Object.values(others).flat(),
  ]),
  ...Object.values(callerCommands).flatMap(({ identity }) => Object.values(identity).flat()),
]);
