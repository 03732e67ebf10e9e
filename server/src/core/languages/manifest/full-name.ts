/** Services whose permissions begin with another word than their API. */
const SERVICES: Readonly<Record<string, string>> = {
  bigtableadmin: "bigtable",
  cloudbilling: "billing",
  cloudresourcemanager: "resourcemanager",
  sourcerepo: "source",
};

/** Services whose names end with no collection and name, with the one type that they have. */
const SOLE: Readonly<Record<string, string>> = { sourcerepo: "source.repos", storage: "storage.buckets" };

/** Collections that permissions call something else. */
const COLLECTIONS: Readonly<Record<string, string>> = { billingAccounts: "accounts", workerPools: "workerpools" };

/**
 * The permission prefix of the resource with a full name (`//run.googleapis.com/projects/p/locations/l/services/s`): of its service and
 * last collection. Source: cloud.google.com/asset-inventory/docs/asset-names.
 */
export function typeOfName(name: string): string | undefined {
  const [, api, path] = /^\/\/([a-z0-9]+)\.googleapis\.com\/(.+)$/.exec(name) ?? [];
  if (api === undefined || path === undefined || api === "iap") return undefined;
  if (Object.hasOwn(SOLE, api)) return SOLE[api];
  const collection = path.split("/").at(-2);
  if (collection === undefined || !/^[a-z]\w*$/i.test(collection)) return undefined;
  const known = Object.hasOwn(COLLECTIONS, collection) ? COLLECTIONS[collection] : collection;
  return `${Object.hasOwn(SERVICES, api) ? SERVICES[api] : api}.${known}`;
}
