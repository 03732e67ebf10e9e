import type { Authority } from "../../model/facts.ts";

/** How an argument of a factory file is written; see the readers of the same names. */
export type FactoryForm =
  | "members-by-role"
  | "roles-by-member"
  | "objects"
  | "roles-by-resource"
  | "roles"
  | "members"
  | "members-by-resource"
  | "entitlements";

/** What one key of a place says; `form` is how. */
export interface FactoryArgument {
  readonly form: FactoryForm;
  readonly authority: Authority;
  /** The type of the resources that are its keys. */
  readonly type?: string;
  /** The role that the factory grants of itself. */
  readonly role?: string;
  /** Whether its members may be names of service agents, which the factory completes. */
  readonly agents?: true;
  /** Whether the lists of all merged arguments are put together, role by role. */
  readonly merged?: true;
}

const byResource = (type: string): FactoryArgument => ({ form: "roles-by-resource", authority: "member", type });
const NETWORK_USER = { authority: "member", role: "roles/compute.networkUser" } as const;
const SUBNETS: FactoryArgument = { ...NETWORK_USER, form: "members-by-resource", type: "compute.subnetworks" };

/** Source: the schemas of cloud-foundation-fabric's factories, release 50. */
export const FACTORY_ARGUMENTS: Readonly<Record<string, FactoryArgument>> = {
  iam: { form: "members-by-role", authority: "role", merged: true },
  iam_by_principals: { form: "roles-by-member", authority: "role", merged: true },
  iam_by_principals_conditional: { form: "roles-by-member", authority: "role", merged: true },
  iam_bindings: { form: "objects", authority: "role" },
  iam_bindings_additive: { form: "objects", authority: "member" },
  iam_by_principals_additive: { form: "roles-by-member", authority: "member" },
  iam_project_roles: byResource("resourcemanager.projects"),
  iam_folder_roles: byResource("resourcemanager.folders"),
  iam_organization_roles: byResource("resourcemanager.organizations"),
  iam_billing_roles: byResource("billing.accounts"),
  iam_storage_roles: byResource("storage.buckets"),
  iam_sa_roles: byResource("iam.serviceAccounts"),
  iam_self_roles: { form: "roles", authority: "member", type: "resourcemanager.projects" },
  network_subnet_users: SUBNETS,
  network_users: { ...NETWORK_USER, form: "members" },
  pam_entitlements: { form: "entitlements", authority: "member" },
  service_agent_iam: { form: "members-by-role", authority: "member", agents: true },
  service_agent_subnet_iam: { ...SUBNETS, agents: true },
};
