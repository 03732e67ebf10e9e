import { productOf, serviceOf } from "./services.ts";

/** Types whose name does not follow from product and collection. */
const WORDS: Readonly<Record<string, string>> = {
  "resourcemanager.projects": "project",
  "resourcemanager.folders": "folder",
  "resourcemanager.organizations": "organization",
  "resourcemanager.tagKeys": "tag key",
  "resourcemanager.tagValues": "tag value",
  "billing.accounts": "billing account",
  "iam.serviceAccounts": "service account",
  "iam.workforcePools": "workforce identity pool",
  "iam.workloadIdentityPools": "workload identity pool",
  "compute.subnetworks": "subnetwork",
  "compute.instances": "virtual machine instance",
  "cloudkms.cryptoKeys": "Cloud KMS key",
  "cloudkms.keyRings": "Cloud KMS key ring",
  "run.workerpools": "Cloud Run worker pool",
  "secretmanager.secrets": "secret",
  "source.repos": "Cloud Source Repositories repository",
  "datacatalog.categories": "Data Catalog policy tag",
  "apigateway.apis": "API Gateway API",
  "apigateway.apiconfigs": "API Gateway API config",
  "pubsub.topics": "Pub/Sub topic",
  "pubsub.subscriptions": "Pub/Sub subscription",
  "servicemanagement.services": "managed service (Cloud Endpoints)",
};

/** A resource type as people call one of its kind: `Cloud Run service` for `run.services`. */
export function resourceWords(type: string): string {
  const known = Object.hasOwn(WORDS, type) ? WORDS[type] : undefined;
  if (known !== undefined) return known;
  const service = serviceOf(type);
  const collection = type.slice(service.length + 1);
  return collection === "" ? productOf(service) : `${productOf(service)} ${singular(spaced(collection))}`;
}

/** `cryptoKeyVersions` to `crypto key versions`, keeping abbreviations such as `IAM`. */
export const spaced = (camel: string): string =>
  camel
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]/g, " ")
    .replace(/\b[A-Z][a-z]/g, (start) => start.toLowerCase());

export function singular(words: string): string {
  if (/(?:ss|sis|us)$/.test(words)) return words;
  if (/ies$/.test(words)) return words.replace(/ies$/, "y");
  if (/(?:sses|xes|ches|shes)$/.test(words)) return words.replace(/es$/, "");
  return words.replace(/s$/, "");
}

/** `a service` or `an instance`. */
export const withArticle = (words: string): string => (/^[aeiou]|^API/i.test(words) ? `an ${words}` : `a ${words}`);
