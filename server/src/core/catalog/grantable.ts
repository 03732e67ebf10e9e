import data from "../../../data/grantable.json";

interface TypeRow {
  /** How sure the prefixes are: checked by hand, the whole service only, or a resource that takes every role. */
  readonly rule: "strict" | "service" | "any";
  readonly prefixes?: readonly string[];
}

export const resourceTypes = data.types as Readonly<Record<string, TypeRow>>;

/** The lowest resources that the documentation names for a role: `Cloud Run service`, `Table`, `Organization`. */
export const documentedResources = data.documented as Readonly<Record<string, readonly string[]>>;

export const aboveProjectOnly: ReadonlySet<string> = new Set(data.aboveProjectOnly);

/** Roles of {@link aboveProjectOnly} that the API is known to refuse on projects. */
export const refusedOnProjects: ReadonlySet<string> = new Set([
  "roles/billing.creator",
  "roles/iam.denyAdmin",
  "roles/iam.organizationRoleAdmin",
  "roles/iam.organizationRoleViewer",
  "roles/orgpolicy.policyAdmin",
  "roles/resourcemanager.folderAdmin",
  "roles/resourcemanager.folderCreator",
  "roles/resourcemanager.folderEditor",
  "roles/resourcemanager.folderIamAdmin",
  "roles/resourcemanager.folderMover",
  "roles/resourcemanager.folderViewer",
  "roles/resourcemanager.organizationViewer",
  "roles/resourcemanager.projectCreator",
]);

export const ABOVE_PROJECT: ReadonlySet<string> = new Set([
  "resourcemanager.folders",
  "resourcemanager.organizations",
  "billing.accounts",
]);

/** Roles of Cloud Storage's access control lists: for buckets and what is in them, never for a project. */
export const isBucketOnly = (role: string): boolean => role.startsWith("roles/storage.legacy");

/** Types that a documented name can mean; of several, that of the role's own service. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  Project: ["resourcemanager.projects"],
  Folder: ["resourcemanager.folders"],
  Organization: ["resourcemanager.organizations"],
  "Billing Account": ["billing.accounts"],
  "Service Account": ["iam.serviceAccounts"],
  "Workforce pool": ["iam.workforcePools"],
  "Entity type": ["aiplatform.entityTypes"],
  Featurestore: ["aiplatform.featurestores"],
  Dataset: ["bigquery.datasets"],
  Table: ["bigquery.tables", "bigtable.tables"],
  View: ["bigquery.tables", "logging.views"],
  Routine: ["bigquery.routines"],
  Connection: ["bigquery.connections"],
  CryptoKey: ["cloudkms.cryptoKeys"],
  Instance: ["compute.instances", "notebooks.instances", "spanner.instances"],
  Database: ["spanner.databases"],
  Disk: ["compute.disks"],
  Image: ["compute.images"],
  Snapshot: ["compute.snapshots", "pubsub.snapshots"],
  "Instance template": ["compute.instanceTemplates"],
  "Node group": ["compute.nodeGroups"],
  "Node template": ["compute.nodeTemplates"],
  Cluster: ["dataproc.clusters"],
  "Managed zone": ["dns.managedZones"],
  Investigation: ["geminicloudassist.investigations"],
  Schema: ["pubsub.schemas"],
  Subscription: ["pubsub.subscriptions"],
  Topic: ["pubsub.topics"],
  "Cloud Run service": ["run.services"],
  "Cloud Run job": ["run.jobs"],
  Secret: ["secretmanager.secrets"],
  Repository: ["source.repos", "dataform.repositories"],
  Bucket: ["storage.buckets"],
  Model: ["ml.models", "bigquery.models"],
};

/** Services whose documented names never mean a resource of their own. */
const EVERYWHERE = /^(?:resourcemanager|billing|iam)\./;

/** The types that a documented name means for roles of a service. */
export const typesNamed = (label: string, service: string): readonly string[] =>
  (TYPES[label] ?? []).filter((type) => EVERYWHERE.test(type) || type.startsWith(`${service}.`));

/** Where a resource of the type lives, when that is not simply the project. */
export const PARENTS: Readonly<Record<string, string>> = {
  "bigquery.tables": "bigquery.datasets",
  "bigquery.routines": "bigquery.datasets",
  "bigquery.models": "bigquery.datasets",
  "bigtable.tables": "bigtable.instances",
  "cloudkms.cryptoKeys": "cloudkms.keyRings",
  "spanner.databases": "spanner.instances",
  "aiplatform.entityTypes": "aiplatform.featurestores",
  "resourcemanager.projects": "resourcemanager.folders",
  "resourcemanager.folders": "resourcemanager.organizations",
  "storage.managedFolders": "storage.buckets",
};
