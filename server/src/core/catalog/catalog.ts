/** The role catalog: what roles and permissions exist and how they relate. Pure data and questions; no I/O. */

export type Stage = "ALPHA" | "BETA" | "GA" | "DEPRECATED";

export interface Role {
  readonly name: string;
  readonly title: string;
  readonly stage: Stage;
  readonly kind: "basic" | "predefined" | "serviceAgent";
  /** How many permissions the role holds; `undefined` when the catalog does not know them (`roles/writer`). */
  readonly size: number | undefined;
}

/** S supported in custom roles, T testing, N not supported, `?` not listed. */
export type CustomSupport = "S" | "T" | "N" | "?";

export interface Permission {
  readonly name: string;
  readonly custom: CustomSupport;
  readonly deny: boolean;
}

export interface RemovedRole {
  readonly name: string;
  /** ISO date of the disappearance, where known. */
  readonly removed: string | undefined;
  readonly title: string | undefined;
  readonly replacements: readonly string[];
}

/** A role that was probably meant; `reason` tells why it was found. */
export interface Suggestion {
  readonly role: Role;
  readonly reason: "case" | "prefix" | "title" | "permission" | "spelling" | "words" | "removed";
  /** From 0 to 1: how sure it is. */
  readonly score: number;
}

/** Whether a role can be granted on a type of resource. */
export interface Fit {
  /** `undefined`: cannot be judged. */
  readonly fits: boolean | undefined;
  /** Whether the table is hand-checked, so that a misfit may be an error. */
  readonly strict: boolean;
  /** One sentence for people when `fits` is false. */
  readonly why: string | undefined;
}

/** What a role can do, computed from its permissions. */
export interface Summary {
  /** One or two sentences in plain words. */
  readonly text: string;
  /** Permissions that let the holder become someone else or change access, most telling first. */
  readonly dangerous: readonly { readonly permission: string; readonly why: string }[];
}

/** An account of Google's own with which a service acts in a project, folder or organization. */
export interface ServiceAgent {
  readonly name: string;
  /** API hosts: `run.googleapis.com`. */
  readonly services: readonly string[];
  /** Patterns; words in upper case stand for what differs: `service-PROJECT_NUMBER@serverless-robot-prod.iam.gserviceaccount.com`. */
  readonly emails: readonly string[];
  /** Roles that it is granted when it is made. */
  readonly roles: readonly string[];
}

export interface Catalog {
  /** ISO date of the role crawl. */
  readonly date: string;
  readonly counts: { readonly roles: number; readonly permissions: number };

  role(name: string): Role | undefined;
  roles(): readonly Role[];
  /** Real or likely real roles that no public catalog lists: never "unknown". */
  isUnlisted(name: string): boolean;
  removed(name: string): RemovedRole | undefined;

  permission(name: string): Permission | undefined;
  /** Names of all permissions, in alphabetical order: for completion. */
  permissionNames(): readonly string[];
  /** Names in alphabetical order; `undefined` when the catalog does not know them. */
  permissionsOf(role: string): readonly string[] | undefined;
  /** `undefined` when the role is not in the catalog or its permissions are not known. */
  holds(role: string, permission: string): boolean | undefined;
  /** Every role holding the permission, smallest first. */
  rolesHolding(permission: string): readonly Role[];
  /** The smallest predefined roles (no basic and no service-agent ones) holding all the permissions, best first, at most `limit`. */
  smallestHolding(permissions: readonly string[], limit?: number): readonly Role[];
  /** Whether all permissions of `inner` are in `outer`; `undefined` when either is not known. */
  includes(outer: string, inner: string): boolean | undefined;
  fit(role: string, resourceType: string): Fit;
  /** Lowest resources on which the role can be granted, in plain words (`Cloud Run service`), best known. */
  grantableOn(role: string): readonly string[];
  /** At most three, best first; empty when nothing is plausible, and for the exact name of a role. */
  similar(text: string, resourceType?: string): readonly Suggestion[];
  summary(role: string): Summary | undefined;

  serviceAgents(): readonly ServiceAgent[];
  /** The agent that has this e-mail address; none when the pattern is written instead of a number. */
  serviceAgent(email: string): ServiceAgent | undefined;
  /** Whether the account belongs to Google and not to a project: a service agent, known or of their naming. */
  isGoogleManaged(email: string): boolean;
}
