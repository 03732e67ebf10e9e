import { deedOf } from "../catalog/verbs.ts";

const verbOf = (permission: string): string => permission.slice(permission.lastIndexOf(".") + 1);

/** Whether a permission only reads. */
export const isReading = (permission: string): boolean => /^(?:read|tags)$/.test(deedOf(verbOf(permission)));

/** Verbs that change data, settings or access without any doubt. */
const WRITING =
  /^(?:create|insert|update|updateData|patch|set|delete|deleteData|remove|setIamPolicy|write|publish|upload)$/;

/**
 * A permission that surely changes something: of the resource itself where there is one, else of its service; on a project and
 * above, of any.
 */
export function writingOn(type: string | undefined, permissions: readonly string[]): string | undefined {
  const isAnywhere = type === undefined || type.startsWith("resourcemanager.");
  const service = `${type?.split(".")[0] ?? ""}.`;
  const writing = permissions.filter((name) => WRITING.test(verbOf(name)) && (isAnywhere || name.startsWith(service)));
  return writing.find((name) => name.slice(0, name.lastIndexOf(".")) === type) ?? writing[0];
}
