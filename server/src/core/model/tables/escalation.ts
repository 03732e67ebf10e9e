import data from "../../../../data/privesc.json";

/** A known way to more rights: whoever holds all the permissions has it. */
export interface EscalationMethod {
  readonly id: string;
  readonly permissions: readonly string[];
  /** Where a grant of them is enough: `Organization`, `Folder`, `Project`, `ServiceAccount`. */
  readonly scopes: readonly string[];
}

/** Source: see `meta` in the data file. */
export const escalationMethods: readonly EscalationMethod[] = data.methods;

/** Permissions by what they endanger: `CredentialExposure`, `DataAccess`, `PrivEsc`. */
export const permissionTags = data.tags as Readonly<Record<string, readonly string[]>>;

/** Roles with which one can act as service accounts, as scanners list them. */
export const impersonatingRoles: readonly string[] = data.impersonating;
