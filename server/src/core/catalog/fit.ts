import type { Fit, Role } from "./catalog.ts";
import {
  ABOVE_PROJECT,
  aboveProjectOnly,
  documentedResources,
  isBucketOnly,
  PARENTS,
  refusedOnProjects,
  resourceTypes,
  typesNamed,
} from "./grantable.ts";
import { resourceWords, withArticle } from "./resource-words.ts";
import { serviceOf } from "./services.ts";

const FITS: Fit = { fits: true, strict: false, why: undefined };
/** What is said where the table knows no such type, or the catalog no such role. */
export const UNJUDGED: Fit = { fits: undefined, strict: false, why: undefined };
const misfit = (strict: boolean, why: string): Fit => ({ fits: false, strict, why });

export const isResourceType = (type: string): boolean => Object.hasOwn(resourceTypes, type);

/** Asks whether the role holds a permission that starts with the prefix and a dot. */
export type HoldsUnder = (prefix: string) => boolean;

/**
 * Judges by what the role can do: it fits a type when it holds a permission on it. What the documentation says about a role
 * goes first; roles of unknown permissions are not judged.
 */
export function fitOf(role: Role, type: string, holdsUnder: HoldsUnder): Fit {
  const row = isResourceType(type) ? resourceTypes[type] : undefined;
  if (row === undefined) return UNJUDGED;
  const above = fitAbove(role.name, type);
  if (above !== undefined) return above;
  if (isBucketOnly(role.name) && row.rule === "any") {
    return misfit(
      false,
      `${role.name} can be granted on buckets and what they hold, not on ${withArticle(resourceWords(type))}.`,
    );
  }
  if (isDocumentedFor(role.name, type)) return FITS;
  if (role.size === undefined || role.size === 0) return UNJUDGED;
  if ((row.prefixes ?? []).some(holdsUnder)) return FITS;
  if (row.rule === "any") return type === "billing.accounts" ? UNJUDGED : FITS;
  return misfit(
    row.rule === "strict",
    `${role.name} holds no permission that applies to ${withArticle(resourceWords(type))}.`,
  );
}

/** Roles that live above projects: on organizations, folders or billing accounts only. */
function fitAbove(role: string, type: string): Fit | undefined {
  if (!aboveProjectOnly.has(role)) return undefined;
  const lowest = documentedResources[role]?.[0] ?? "Organization";
  if (!ABOVE_PROJECT.has(type)) {
    const where = PLACES[lowest] ?? "an organization";
    return misfit(
      refusedOnProjects.has(role),
      `${role} can be granted on ${where} only, not on ${withArticle(resourceWords(type))}.`,
    );
  }
  if (type === "billing.accounts") return lowest === "Billing Account" ? FITS : UNJUDGED;
  if (type === "resourcemanager.organizations" || lowest === "Folder") return FITS;
  if (lowest !== "Billing Account") return UNJUDGED;
  return misfit(false, `${role} can be granted on ${PLACES[lowest] ?? lowest} only, not on a folder.`);
}

/** Where a role can be granted whose lowest resource is the named one. */
const PLACES: Readonly<Record<string, string>> = {
  "Billing Account": "a billing account or an organization",
  Folder: "a folder or an organization",
  Organization: "an organization",
};

/** Whether the type, or one that lies below it, is documented for the role. */
function isDocumentedFor(role: string, type: string): boolean {
  const labels = Object.hasOwn(documentedResources, role) ? (documentedResources[role] ?? []) : [];
  return labels.flatMap((label) => typesNamed(label, serviceOf(role))).some((low) => isAtOrAbove(type, low));
}

function isAtOrAbove(type: string, low: string): boolean {
  for (let at: string | undefined = low, steps = 0; at !== undefined && steps < 8; steps++) {
    if (at === type) return true;
    at = PARENTS[at] ?? (ABOVE_PROJECT.has(at) ? undefined : "resourcemanager.projects");
  }
  return false;
}

/** A role of more permissions is about a project, also when it is good for something on a lower resource. */
const BROAD = 1200;

/** Lowest resources on which the role can be granted, in words. */
export function grantableOn(role: Role | undefined, holdsUnder: HoldsUnder): readonly string[] {
  if (role === undefined) return [];
  const documented = documentedOn(role.name);
  if (documented.length > 0 && !isProjectOnly(documented)) return documented;
  if (role.size !== undefined && role.size <= BROAD) {
    const derived = derivedTypes(role, holdsUnder);
    if (derived.length > 0) return derived.map(resourceWords);
  }
  return ["project"];
}

/** Documented projects are often out of date, so that the permissions may know better. */
const isProjectOnly = (words: readonly string[]): boolean => words.every((word) => word === "project");

function documentedOn(role: string): readonly string[] {
  const labels = Object.hasOwn(documentedResources, role) ? (documentedResources[role] ?? []) : [];
  const words = labels.map((label) => {
    const [type] = typesNamed(label, serviceOf(role));
    return type === undefined ? label.toLowerCase() : resourceWords(type);
  });
  return [...new Set(words)];
}

/** Types of the role's own service on which it holds permissions, without those that hold another of them. */
function derivedTypes({ name, size }: Role, holdsUnder: HoldsUnder): readonly string[] {
  if (size === undefined || size === 0) return [];
  const own = Object.keys(resourceTypes).filter((type) => serviceOf(type) === serviceOf(name) && holdsUnder(type));
  const parents = new Set(own.map((type) => PARENTS[type]));
  return own.filter((type) => !parents.has(type) && resourceTypes[type]?.rule !== "any");
}
