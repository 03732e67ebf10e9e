import { conditionNames } from "../model/tables/conditions.ts";

/**
 * First parts of permissions of the services that provide `resource.name`, `resource.type` and `resource.service`, by their host there.
 * Source: cloud.google.com/iam/docs/conditions-attribute-reference
 */
const HOSTS: Readonly<Record<string, string>> = {
  apigee: "apigee",
  apihub: "apihub",
  backupdr: "backupdr",
  bigquery: "bigquery",
  bigtable: "bigtableadmin",
  binaryauthorization: "binaryauthorization",
  ces: "ces",
  cloudkms: "cloudkms",
  clouddeploy: "clouddeploy",
  cloudsql: "sqladmin",
  compute: "compute",
  connectors: "connectors",
  container: "container",
  dataform: "dataform",
  datastore: "firestore",
  dns: "dns",
  firestore: "firestore",
  iap: "iap",
  integrations: "integrations",
  logging: "logging",
  managedkafka: "managedkafka",
  networksecurity: "networksecurity",
  parametermanager: "parametermanager",
  pubsublite: "pubsublite",
  resourcemanager: "cloudresourcemanager",
  secretmanager: "secretmanager",
  spanner: "spanner",
  storage: "storage",
};

/** Nearly every role has them, and no condition is written for them. */
const ASIDE = new Set(["resourcemanager.projects.get", "resourcemanager.projects.list"]);

/** The services of some permissions that tell conditions the resource, by their host without `.googleapis.com`. */
export function tellingServices(permissions: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const permission of permissions) {
    const service = permission.slice(0, permission.indexOf("."));
    const host = Object.hasOwn(HOSTS, service) ? HOSTS[service] : undefined;
    if (host !== undefined && !ASIDE.has(permission)) found.add(host);
  }
  return found;
}

/** Segments of formats that stand for something, besides those with a hyphen. */
const VARIABLES = new Set(["location", "zone", "environment", "repository", "workspace", "operation"]);

export const isVariable = (segment: string): boolean => segment.includes("-") || VARIABLES.has(segment);

/** The formats of names that a name, or the beginning of one, can have; by their segments. */
export function formatsOf(name: string): readonly (readonly string[])[] {
  const segments = name.split("/").filter((segment, i, all) => segment !== "" || i < all.length - 1);
  const last = segments.length - 1;
  return FORMATS.filter(
    (format) =>
      segments.length <= format.length &&
      segments.every((segment, i) => {
        const wanted = format[i] ?? "";
        if (isVariable(wanted)) return true;
        return segment === wanted || (i === last && !name.endsWith("/") && wanted.startsWith(segment));
      }),
  );
}

const FORMATS: readonly (readonly string[])[] = conditionNames.flatMap(({ format }) =>
  format.split(" ").map((one) => one.split("/")),
);
