/** How the bridged providers call a grant of one role to one member on a type of resource. */
export interface GrantType {
  readonly pulumi: string;
  /** API group without provider and version, and kind; absent where Crossplane has none. */
  readonly crossplane?: readonly [group: string, kind: string];
  /** Arguments by the field of the resource that they say. */
  readonly args: Readonly<Record<string, string>>;
}

const PLACED = { location: "location", project: "project" };

/** By permission prefix. Source: the registries of Pulumi's gcp package and of Upbound's provider-gcp. */
export const grantTypes: Readonly<Record<string, GrantType>> = {
  "resourcemanager.projects": {
    pulumi: "gcp:projects:IAMMember",
    crossplane: ["cloudplatform", "ProjectIAMMember"],
    args: { name: "project" },
  },
  "iam.serviceAccounts": {
    pulumi: "gcp:serviceaccount:IAMMember",
    crossplane: ["cloudplatform", "ServiceAccountIAMMember"],
    args: { name: "serviceAccountId" },
  },
  "run.services": { pulumi: "gcp:cloudrunv2:ServiceIamMember", args: { name: "name", ...PLACED } },
  "run.jobs": { pulumi: "gcp:cloudrunv2:JobIamMember", args: { name: "name", ...PLACED } },
  "artifactregistry.repositories": {
    pulumi: "gcp:artifactregistry:RepositoryIamMember",
    args: { name: "repository", repository: "repository", ...PLACED },
  },
  "secretmanager.secrets": {
    pulumi: "gcp:secretmanager:SecretIamMember",
    crossplane: ["secretmanager", "SecretIAMMember"],
    args: { name: "secretId", project: "project" },
  },
  "storage.buckets": {
    pulumi: "gcp:storage:BucketIAMMember",
    crossplane: ["storage", "BucketIAMMember"],
    args: { name: "bucket" },
  },
  "pubsub.topics": {
    pulumi: "gcp:pubsub:TopicIAMMember",
    crossplane: ["pubsub", "TopicIAMMember"],
    args: { name: "topic", project: "project" },
  },
};
