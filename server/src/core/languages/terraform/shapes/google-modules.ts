import { argument, type Grants, key, output, type Shape } from "./shape.ts";

const inProject = (name: string) => ({ base: "google_project", fields: { name: argument(name) } });
const MADE_PROJECT = { base: "google_project", fields: { name: output("project_id") } };

const rolesFor = (at: string, member?: Grants["member"]): Grants => ({
  at,
  form: "roles",
  authority: "member",
  on: inProject("project_id"),
  ...(member === undefined ? {} : { member }),
});

const membersOf = (at: string, role: string, on: Grants["on"]): Grants => ({
  at,
  form: "members",
  authority: "member",
  on,
  role,
});

const service = (base: string) => ({
  base,
  fields: { project: argument("project_id"), location: argument("location"), name: argument("service_name") },
});

/** terraform-google-modules/project-factory: `group_name` is the part of an address that `domain` completes. */
const PROJECT_FACTORY: Shape = {
  grantsMore: true,
  account: {
    id: ["project_sa_name"],
    project: output("project_id"),
    unless: "create_project_sa",
    outputs: {
      service_account_email: "email",
      service_account_id: "",
      service_account_name: "name",
      service_account_unique_id: "unique_id",
    },
  },
  grants: [
    { at: "group_role", form: "roles", authority: "member", on: MADE_PROJECT },
    { at: "sa_role", form: "roles", authority: "member", on: MADE_PROJECT, member: "account" },
    { at: "activate_api_identities.*.roles", form: "roles", authority: "member", on: MADE_PROJECT },
  ],
};

const FABRIC_PROJECT: Shape = {
  grantsMore: true,
  grants: [
    membersOf("owners", "roles/owner", MADE_PROJECT),
    membersOf("editors", "roles/editor", MADE_PROJECT),
    membersOf("viewers", "roles/viewer", MADE_PROJECT),
    membersOf("oslogin_admins", "roles/compute.osAdminLogin", MADE_PROJECT),
    membersOf("oslogin_users", "roles/compute.osLogin", MADE_PROJECT),
    { at: "gce_service_account_roles", form: "project-roles", authority: "member", on: MADE_PROJECT },
  ],
};

const WORKLOAD = { name: "service_name", location: "location" };

const RUN_V1: Shape = {
  grants: [membersOf("members", "roles/run.invoker", service("google_cloud_run_service"))],
  workload: {
    ...WORKLOAD,
    type: "run.services",
    identity: ["service_account_email"],
    creates: [],
    createsByDefault: false,
    images: ["image"],
  },
};

const RUN_V2: Shape = {
  grants: [
    membersOf("members", "roles/run.invoker", service("google_cloud_run_v2_service")),
    membersOf("iap_members", "roles/iap.httpsResourceAccessor", service("google_iap_web_cloud_run_service")),
    rolesFor("service_account_project_roles"),
  ],
  workload: {
    ...WORKLOAD,
    type: "run.services",
    identity: ["service_account"],
    creates: ["create_service_account"],
    createsByDefault: true,
    images: ["containers.*.container_image"],
  },
};

const RUN_JOB: Shape = {
  grants: [rolesFor("service_account_project_roles")],
  workload: {
    ...WORKLOAD,
    type: "run.jobs",
    name: "name",
    identity: ["service_account_email"],
    creates: ["create_service_account"],
    createsByDefault: false,
    images: ["image"],
  },
};

const SERVICE_ACCOUNTS: Shape = {
  account: {
    id: ["names"],
    project: argument("project_id"),
    prefix: "prefix",
    outputs: { email: "email", iam_email: "member", service_account: "" },
    many: {
      keyed: { emails: "email", iam_emails: "member", service_accounts_map: "" },
      listed: { emails_list: "email", iam_emails_list: "member", service_accounts: "" },
    },
  },
  grants: [
    {
      at: "project_roles",
      form: "project-roles",
      authority: "member",
      on: { base: "google_project", fields: {} },
      member: "account",
    },
  ],
};

const SIMPLE_ACCOUNT: Shape = {
  account: {
    id: ["name"],
    project: argument("project_id"),
    outputs: { email: "email", iam_email: "member", id: "name", service_account: "" },
  },
  grants: [rolesFor("project_roles", "account")],
};

const KEY_DISTRIBUTOR: Shape = {
  grants: [
    membersOf("function_members", "roles/cloudfunctions.invoker", {
      base: "google_cloudfunctions_function",
      fields: { project: argument("project_id"), location: argument("region"), name: argument("function_name") },
    }),
  ],
};

const WORKLOAD_IDENTITY: Shape = {
  grants: [
    rolesFor("roles", "account"),
    {
      at: "additional_projects",
      form: "roles-by-resource",
      authority: "member",
      on: { base: "google_project", fields: { name: key(0) } },
      member: "account",
    },
  ],
  account: {
    id: ["gcp_sa_name", "name"],
    project: argument("project_id"),
    outputs: {
      gcp_service_account_email: "email",
      gcp_service_account_fqn: "member",
      gcp_service_account_name: "name",
    },
  },
};

/** Modules of Google by repository and folder. Sources: the variables and resources of each repository, 2026. */
export const googleModules: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  "terraform-google-modules/project-factory": {
    "": PROJECT_FACTORY,
    "modules/gsuite_enabled": PROJECT_FACTORY,
    "modules/shared_vpc": PROJECT_FACTORY,
    "modules/svpc_service_project": PROJECT_FACTORY,
    "modules/fabric-project": FABRIC_PROJECT,
  },
  "terraform-google-modules/service-accounts": {
    "": SERVICE_ACCOUNTS,
    "modules/simple-sa": SIMPLE_ACCOUNT,
    "modules/key-distributor": KEY_DISTRIBUTOR,
  },
  "googlecloudplatform/cloud-run": { "": RUN_V1, "modules/v2": RUN_V2, "modules/job-exec": RUN_JOB },
  "terraform-google-modules/kubernetes-engine": { "modules/workload-identity": WORKLOAD_IDENTITY },
};
