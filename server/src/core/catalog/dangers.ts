import { resourceWords } from "./resource-words.ts";
import { counted } from "./wording.ts";

/** Permissions that make more of their holder than the role says; most telling first. */
const DANGERS: Readonly<Record<string, string>> = {
  "iam.serviceAccounts.getAccessToken": "gets access tokens of service accounts, and so acts as them",
  "iam.serviceAccounts.implicitDelegation": "gets tokens of service accounts through a chain of others",
  "iam.serviceAccountKeys.create": "makes keys with which anyone can act as a service account",
  "iam.serviceAccountKeys.enable": "brings disabled keys of service accounts back to life",
  "iam.serviceAccounts.signJwt": "signs tokens in the name of service accounts, and so acts as them",
  "iam.serviceAccounts.signBlob": "signs data in the name of service accounts, which is enough to act as them",
  "iam.serviceAccounts.actAs": "runs code as service accounts by attaching them to what it deploys",
  "iam.serviceAccounts.getOpenIdToken": "gets ID tokens of service accounts, and so calls services as them",
  "resourcemanager.organizations.setIamPolicy": "grants any role to anyone in the organization",
  "resourcemanager.folders.setIamPolicy": "grants any role to anyone in a folder",
  "resourcemanager.projects.setIamPolicy": "grants any role to anyone in a project",
  "iam.serviceAccounts.setIamPolicy": "decides who may act as a service account",
  "iam.roles.update": "adds permissions to custom roles, also to those that it holds itself",
  "iam.workloadIdentityPoolProviders.create": "lets identities of other providers in",
  "iam.workloadIdentityPoolProviders.update": "changes which identities of other providers get in",
  "orgpolicy.policy.set": "lifts restrictions that the organization has set",
  "secretmanager.versions.access": "reads secrets",
  "apikeys.keys.getKeyString": "reads API keys",
  "storage.hmacKeys.create": "makes keys for Cloud Storage in the name of service accounts",
  "cloudbuild.builds.create": "runs commands as the service account of Cloud Build",
  "deploymentmanager.deployments.create":
    "creates resources as the Google APIs service agent, which is often an editor",
  "compute.projects.setCommonInstanceMetadata": "puts SSH keys and start-up scripts on virtual machines",
  "compute.instances.setMetadata": "puts SSH keys and start-up scripts on virtual machines",
  "compute.instances.osAdminLogin": "becomes root on virtual machines, and so their service account",
  "container.clusterRoleBindings.create": "grants Kubernetes cluster roles",
  "container.pods.exec": "runs commands in pods, and so as their service account",
  "container.secrets.get": "reads Kubernetes secrets",
  "container.serviceAccounts.createToken": "gets tokens of Kubernetes service accounts",
};

/** Where the grouped entry for all other allow policies stands. */
const GROUP_AFTER = "iam.workloadIdentityPoolProviders.update";

export interface Danger {
  readonly permission: string;
  readonly why: string;
}

/** The dangerous ones of a role's permissions. */
export function dangersIn(permissions: readonly string[]): readonly Danger[] {
  const held = new Set(permissions);
  const dangers: Danger[] = [];
  for (const [permission, why] of Object.entries(DANGERS)) {
    if (held.has(permission)) dangers.push({ permission, why });
    if (permission === GROUP_AFTER) dangers.push(...policySetting(permissions));
  }
  return dangers;
}

/** One entry for all allow policies that have none of their own. */
function policySetting(permissions: readonly string[]): readonly Danger[] {
  const setting = permissions.filter((name) => name.endsWith(".setIamPolicy") && !Object.hasOwn(DANGERS, name));
  const [first] = setting;
  if (first === undefined) return [];
  const type = resourceWords(first.slice(0, -".setIamPolicy".length));
  const others = setting.length === 1 ? "" : ` and ${counted(setting.length - 1, "more type")} of resources`;
  return [{ permission: first, why: `decides who has access to each ${type}${others}` }];
}
