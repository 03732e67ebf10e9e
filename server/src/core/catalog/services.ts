import data from "../../../data/services.json";

interface ServiceRow {
  /** The product's name: `Cloud Run`. */
  readonly name: string;
  /** Other words under which people look for its roles, in lower case without separators. */
  readonly aliases?: readonly string[];
  /** What the service is mainly about: words that its roles leave out or repeat (`secret`). */
  readonly nouns?: readonly string[];
  /** Resources after which people name the service in a role: `serviceAccount.user`. */
  readonly things?: readonly string[];
}

/** Keyed by the first part of role and permission names. */
export const services = data.services as Readonly<Record<string, ServiceRow>>;

/** Name of the product behind the first part of a permission or role name; the part itself where there is none. */
export const productOf = (service: string): string =>
  Object.hasOwn(services, service) ? (services[service]?.name ?? service) : service;

/** First part of a permission, role or resource type: `run` of `run.routes.invoke`. */
export function serviceOf(name: string): string {
  const bare = name.startsWith("roles/") ? name.slice("roles/".length) : name;
  const dot = bare.indexOf(".");
  return dot < 0 ? bare : bare.slice(0, dot);
}
