import { deedOf } from "../catalog/verbs.ts";

const verbOf = (permission: string): string => permission.slice(permission.lastIndexOf(".") + 1);

/** Whether a permission only reads. */
export const isReading = (permission: string): boolean => /^(?:read|tags)$/.test(deedOf(verbOf(permission)));

/** Verbs that change data, settings or access without any doubt. */
const WRITING =
  /^(?:create|insert|update|updateData|patch|set|delete|deleteData|remove|setIamPolicy|write|publish|upload)$/;

/**
 * A permission that surely changes something: the resource itself where there is one, else what its service has; on a project and
 * above, of any.
 */
export function writingOn(type: string | undefined, permissions: readonly string[]): string | undefined {
  const isAnywhere = type === undefined || type.startsWith("resourcemanager.");
  const service = `${type?.split(".")[0] ?? ""}.`;
  const writing = permissions.filter((name) => WRITING.test(verbOf(name)) && (isAnywhere || name.startsWith(service)));
  const own = writing.filter((name) => name.slice(0, name.lastIndexOf(".")) === type);
  return own.find((name) => !/^(?:create|insert)$/.test(verbOf(name))) ?? own[0] ?? writing[0];
}
