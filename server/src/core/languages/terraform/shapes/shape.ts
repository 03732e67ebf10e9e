import type { Authority } from "../../../model/facts.ts";

/** Where a field of a resource is told: by an argument of the call, by an output of the module, or by a key on the path. */
export type Origin =
  | { readonly argument: string }
  | { readonly output: string }
  /** Counts the `*` of the path, from 0. */
  | { readonly key: number };

/** The resource that a module makes the grants on. */
export interface On {
  /** Family of `google_*_iam_*` resources, by what stands before `_iam_`. */
  readonly base: string;
  readonly fields: Readonly<Record<string, Origin>>;
  /** Other families by the text of the argument `type`. */
  readonly byType?: Readonly<Record<string, string>>;
  /** Families of other resources on which the module grants certain roles. */
  readonly byRole?: Readonly<Record<string, string>>;
  /** The argument that lists the resources, each of which gets all grants; it fills the field `name`. */
  readonly each?: string;
}

/** How grants are written in an argument. */
export type Form =
  /** A map of role to members. */
  | "members-by-role"
  /** A map of principal to roles; or to an object of `roles` and `condition`. */
  | "roles-by-member"
  /** A map or a list of objects of `role`, `member` or `members`, and `condition`, or the condition's own fields. */
  | "objects"
  /** A list of roles, or one role, for a principal that the module knows. */
  | "roles"
  /** A map of resource to roles, for a principal that the module knows; the resource's name is the key. */
  | "roles-by-resource"
  /** A list of `project=>role`. */
  | "project-roles"
  /** A list of members, or one member, for a role that the module knows. */
  | "members"
  /** A list of objects of `role` and the text of a condition, granted later to whoever asks and may. */
  | "entitled-roles";

/** The principal that a module grants roles to without being told. */
export type ImpliedMember =
  /** The service account that the module makes. */
  | "account"
  /** An e-mail address in an argument, and what the module puts in front of it. */
  | { readonly argument: string; readonly prefix: string; readonly prefixArgument?: string };

/** One argument of a module that grants. */
export interface Grants {
  /** The argument, then attributes inside of it; `*` is every entry of a map or list: `subscriptions.*.iam`. */
  readonly at: string;
  readonly form: Form;
  /** `mode`: as the module's own argument `mode` says, which adds members by default. */
  readonly authority: Authority | "mode";
  readonly on: On;
  /** The role of the form `members`. */
  readonly role?: string;
  readonly member?: ImpliedMember;
  /** Whether members may be names of service agents, which the module completes. */
  readonly agents?: boolean;
  /** Whether the module puts the lists of this argument and of the other merged ones together, role by role. */
  readonly merged?: boolean;
}

/** A service account that a module makes or looks up. */
export interface AccountShape {
  /** Arguments with the account's id, the first that is there counts. */
  readonly id: readonly string[];
  readonly project: Origin;
  /** Argument with which the module makes none when it is false. */
  readonly unless?: string;
  /** Argument with a text that the module puts before the id, with a hyphen. */
  readonly prefix?: string;
  /** Outputs that hold the account in one form or another, by attribute of a service account. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Of a module that makes an account for each of a list of ids: its further outputs. */
  readonly many?: ManyOutputs;
}

/** Outputs that hold all accounts, by attribute of a service account. */
export interface ManyOutputs {
  /** Maps by the ids as they are given. */
  readonly keyed: Readonly<Record<string, string>>;
  /** Lists, in the order of the ids. */
  readonly listed: Readonly<Record<string, string>>;
}

/** What a module runs as a service account. */
export interface WorkloadShape {
  readonly type: string;
  /** Types by the text of the argument `type`; `type` above is that of a call without it. */
  readonly types?: Readonly<Record<string, string>>;
  readonly name: string;
  readonly location: string;
  /** Where the e-mail address may stand, first one first. */
  readonly identity: readonly string[];
  /** Arguments that make the module create an account; it is the default when the table says so. */
  readonly creates: readonly string[];
  readonly createsByDefault: boolean;
  readonly images: readonly string[];
}

export interface CustomRoleShape {
  /** A map of role id to permissions. */
  readonly at: string;
  readonly level: "project" | "organization";
  readonly parent: Origin;
}

/** What the calls of a module say about access. */
export interface Shape {
  readonly grants: readonly Grants[];
  readonly account?: AccountShape;
  readonly workload?: WorkloadShape;
  readonly customRoles?: CustomRoleShape;
  /** Whether the arguments define one custom role, as those of the resource do, and grant it to `members`. */
  readonly customRole?: boolean;
  /** Whether the module also grants what its table does not say, to principals that the arguments name. */
  readonly grantsMore?: boolean;
  /** Lists of principals that are granted nothing. */
  readonly members?: readonly string[];
}

export const argument = (name: string): Origin => ({ argument: name });
export const output = (name: string): Origin => ({ output: name });
export const key = (index: number): Origin => ({ key: index });
