import { deedOf } from "../catalog/verbs.ts";

const verbOf = (permission: string): string => permission.slice(permission.lastIndexOf(".") + 1);

/** Whether a permission only reads. */
export const isReading = (permission: string): boolean => /^(?:read|tags)$/.test(deedOf(verbOf(permission)));

/** Verbs that change data, settings or access without any doubt. */
const WRITING =
  /^(?:create|insert|update|updateData|patch|set|delete|deleteData|remove|setIamPolicy|write|publish|upload)$/;

/** The first permission that surely changes something of the service of a resource, or of any service on a project and above. */
export function writingOn(type: string | undefined, permissions: readonly string[]): string | undefined {
  const isAnywhere = type === undefined || type.startsWith("resourcemanager.");
  const service = `${type?.split(".")[0] ?? ""}.`;
  return permissions.find((name) => WRITING.test(verbOf(name)) && (isAnywhere || name.startsWith(service)));
}
