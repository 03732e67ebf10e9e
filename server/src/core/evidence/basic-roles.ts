/** Roles on everything at once, legacy and new, by how much they allow. */
const BASIC_ROLES: Readonly<Record<string, "read" | "write">> = {
  "roles/owner": "write",
  "roles/editor": "write",
  "roles/viewer": "read",
  "roles/admin": "write",
  "roles/writer": "write",
  "roles/reader": "read",
};

/** Whether a role is basic, and what it allows. */
export const basicRole = (role: string | undefined): "read" | "write" | undefined =>
  role !== undefined && Object.hasOwn(BASIC_ROLES, role) ? BASIC_ROLES[role] : undefined;
