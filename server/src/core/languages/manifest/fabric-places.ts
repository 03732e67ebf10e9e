/** Types of the resources that factory files describe, by the name of their schema. Source: cloud-foundation-fabric, release 50. */
const ROOTS: Readonly<Record<string, string>> = {
  "aspect-type": "dataplex.aspectTypes",
  "billing-account": "billing.accounts",
  "certificate-authority": "privateca.caPools",
  dns: "dns.managedZones",
  folder: "resourcemanager.folders",
  keyring: "cloudkms.keyRings",
  organization: "resourcemanager.organizations",
  "pam-entitlements": "",
  "policy-tag": "datacatalog.taxonomies",
  project: "resourcemanager.projects",
  "service-account": "iam.serviceAccounts",
  subnet: "compute.subnetworks",
  "tag-template": "datacatalog.tagTemplates",
  tags: "resourcemanager.tagKeys",
  taxonomy: "datacatalog.taxonomies",
  "workstation-config": "workstations.workstationConfigs",
};

/** The schema of files that hold entitlements by their names; another file describes what they are about. */
export const ENTITLEMENTS = "pam-entitlements";

/** Types of what is described inside, by the keys that lead there; `*` is any key. */
const INSIDE: Readonly<Record<string, string>> = {
  "automation.bucket": "storage.buckets",
  "automation.bucket.managed_folders.*": "storage.managedFolders",
  "automation.service_accounts.*": "iam.serviceAccounts",
  "buckets.*": "storage.buckets",
  "buckets.*.managed_folders.*": "storage.managedFolders",
  "datasets.*": "bigquery.datasets",
  "kms.keyrings.*": "cloudkms.keyRings",
  "kms.keyrings.*.keys.*": "cloudkms.cryptoKeys",
  "pubsub_topics.*": "pubsub.topics",
  "pubsub_topics.*.subscriptions.*": "pubsub.subscriptions",
  "service_accounts.*": "iam.serviceAccounts",
  shared_vpc_service_config: "resourcemanager.projects",
  "tags.*": "resourcemanager.tagKeys",
  "tags.*.values.*": "resourcemanager.tagValues",
};

/** The same for files about something else than a project, a folder or an organization. */
const INSIDE_OTHERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aspect-type": {},
  "certificate-authority": {},
  keyring: { "keys.*": "cloudkms.cryptoKeys" },
  "policy-tag": { "tags.*": "datacatalog.categories" },
  "service-account": {},
  subnet: {},
  "tag-template": {},
  tags: { "values.*": "resourcemanager.tagValues" },
  taxonomy: { "tags.*": "datacatalog.categories" },
  "workstation-config": { "workstations.*": "workstations.workstations" },
};

const HEADER = /#[ \t]*yaml-language-server:[ \t]*\$schema=\S*?([\w-]+)\.schema\.json/;

/** The schema that a comment in front of a document names, if its files are factory files. */
export function schemaIn(head: string): string | undefined {
  const name = HEADER.exec(head)?.[1];
  return name !== undefined && Object.hasOwn(ROOTS, name) ? name : undefined;
}

export const rootType = (schema: string | undefined): string | undefined =>
  schema === undefined ? undefined : ROOTS[schema];

/** Keys that lead to what is described inside of a file, with its type. */
export const placesInside = (schema: string | undefined): readonly (readonly [path: string, type: string])[] =>
  Object.entries((schema !== undefined && INSIDE_OTHERS[schema]) || INSIDE);
