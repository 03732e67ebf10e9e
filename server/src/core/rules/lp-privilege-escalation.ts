import { perCatalog, perKey, type World } from "../access/world.ts";
import { accountEmail, isHuman } from "../evidence/account-kinds.ts";
import { basicRole } from "../evidence/basic-roles.ts";
import { heldPermissions } from "../evidence/held-permissions.ts";
import { containerName } from "../evidence/hierarchy.ts";
import type { Graph } from "../graph/graph.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { type EscalationMethod, escalationMethods } from "../model/tables/escalation.ts";
import { display, known, type Value } from "../model/value.ts";
import { nameOf } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const CALLED_FUNCTION = "deploy a function that runs as a service account, and call it";
const CALLED_SERVICE = "deploy a Cloud Run service that runs as a service account, and call it";

/** What the holder of a method does, by its id. To act as an account directly, and to set allow policies, are told elsewhere. */
const WAYS: Readonly<Record<string, string>> = {
  UpdateIAMRole: "add permissions to the custom roles that it holds",
  SetOrgPolicyConstraints: "lift restrictions that the organization has set",
  CreateServiceAccountHMACKey: "make keys for Cloud Storage in the name of a service account",
  CreateDeploymentManagerDeployment: "create resources as the Google APIs service agent",
  RCECloudBuildBuildServer: "run commands as the service account of Cloud Build",
  ExfilCloudFunctionCredsAuthCall: CALLED_FUNCTION,
  ExfilCloudFunctionCredsUnauthCall: CALLED_FUNCTION,
  UpdateCloudFunction: "change the code of a function that runs as a service account",
  CreateGCEInstanceWithSA: "start a virtual machine that runs as a service account",
  ExfilCloudRunServiceUnauthCall: CALLED_SERVICE,
  ExfilCloudRunServiceAuthCall: CALLED_SERVICE,
  CreateCloudSchedulerHTTPRequest: "schedule calls in the name of a service account",
};

const METHODS = escalationMethods.filter(({ id }) => Object.hasOwn(WAYS, id));

const SET_POLICY = "resourcemanager.projects.setIamPolicy";
const NEEDED: ReadonlySet<string> = new Set(METHODS.flatMap(({ permissions }) => permissions));

export const lpPrivilegeEscalation = defineRule({
  id: "lp-privilege-escalation",
  title: "Way to more rights",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: "Some permissions, alone or together, let their holder take more: run a build or a function as an account with more rights, rewrite a custom role, set an allow policy. The permissions may come from several grants, each of which looks harmless.",
  how: "Take the permission away that completes the way, or grant it on a narrower resource: `iam.serviceAccounts.actAs` on the one service account, `setIamPolicy` on the one resource.",
  silent:
    "On basic roles, which are a way of their own, on Google's own accounts, on roles or principals that are not known, on grants under a condition, and in documents. For service accounts, which deploy by their nature, it is an info. A role that sets the allow policy of the project, folder or organization itself is an info whoever holds it, also where the principal is not known, and its holder needs no other way.",
  refs: [
    "https://cloud.google.com/iam/docs/best-practices-service-accounts",
    "https://github.com/RhinoSecurityLabs/GCP-IAM-Privilege-Escalation",
  ],
  options: {},
  on: "binding",
  applies: ({ resource }) => containerName(resource.type) !== undefined,
  *check(binding, world) {
    const found = administratorOf(binding, world);
    if (found !== undefined) yield found;
    if (!tells(binding, world) || tellingPermissions(binding, world).length === 0) return;
    for (const key of keysOf(binding, world.graph)) {
      const [method, member, ...givers] = wayOf(key, world);
      if (method !== undefined && member !== undefined && givers.at(-1) === binding)
        yield findingOf(method, member, givers);
    }
  },
});

const OF_FOLDER = ["resourcemanager.folders.setIamPolicy", SET_POLICY];

/** What decides who has which role on a container or on what lies below it. */
const SETTING: Readonly<Record<string, readonly string[]>> = {
  "resourcemanager.projects": [SET_POLICY],
  "resourcemanager.folders": OF_FOLDER,
  "resourcemanager.organizations": ["resourcemanager.organizations.setIamPolicy", ...OF_FOLDER],
};

/** A grant whose holder decides who has which role: there is no need to know who that is. */
function administratorOf(binding: Binding, world: World): Finding | undefined {
  const { role, members, complete, resource } = binding;
  const place = containerName(resource.type);
  if (role === undefined || place === undefined || !tells(binding, world)) return undefined;
  const held = heldPermissions(binding, world) ?? [];
  const setting = SETTING[resource.type ?? ""]?.find((permission) => held.includes(permission));
  if (setting === undefined) return undefined;
  const others = members.filter((member) => !world.catalog.isGoogleManaged(accountEmail(member) ?? ""));
  if (others.length === 0 && (complete || members.length > 0)) return undefined;
  return {
    span: role.span,
    severity: "info",
    message: `Whoever holds \`${display(role)}\` on ${place} can take every other role ${setting.startsWith(`${resource.type}.`) ? "there" : "below it"}, since it holds \`${setting}\`.`,
  };
}

/** Whether a binding gives something for sure that no other rule is about. */
function tells({ effect, condition, isExample, conditional, role }: Binding, { catalog }: World): boolean {
  if (effect === "revoke" || isExample || conditional || condition !== undefined) return false;
  const name = known(role) ?? "";
  return basicRole(name) === undefined && catalog.role(name)?.kind !== "serviceAgent";
}

interface Grant {
  readonly binding: Binding;
  readonly member: Value;
}

/** Grants on containers, by container as written and by principal. */
const ON_CONTAINERS: Lookup<Binding> = {
  finds: (fact): fact is Binding =>
    fact.kind === "binding" &&
    fact.effect === "grant" &&
    !fact.repeated &&
    containerName(fact.resource.type) !== undefined,
  keysOf: (binding, graph) => keysOf(binding, graph),
};

function keysOf(binding: Binding, graph: Graph): readonly string[] {
  const { resource, scope, members } = binding;
  const place = `${scope}\n${resource.type}\n${Object.values(resource.fields).map(display).join("\n")}`;
  const principals = members.flatMap((member) => graph.principalOf(member, scope) ?? []);
  return [...new Set(principals)].map((principal) => `${place}\n${principal}`);
}

/**
 * How a principal may take more by what it holds on one container: the method, the member as the first of its grants names it, and the
 * grants that give what it takes, of which the last completes the way. Empty where there is no way.
 */
const wayOf = perKey((key, world): Way => {
  const grants = grantsWith(key, world);
  const held = heldBy(grants, world);
  const method = methodOf(held);
  const [first] = grants;
  if (method === undefined || first === undefined || held.has(SET_POLICY)) return [];
  const givers = grants.filter(({ binding }) => method.permissions.some((name) => held.get(name) === binding));
  return [method, first.member, ...new Set(givers.map(({ binding }) => binding))];
});

type Way = readonly [method: EscalationMethod, member: Value, ...givers: Binding[]] | readonly [];

/** By which grant each permission is held first. */
function heldBy(grants: readonly Grant[], world: World): ReadonlyMap<string, Binding> {
  const held = new Map<string, Binding>();
  for (const { binding } of grants)
    for (const name of tellingPermissions(binding, world)) if (!held.has(name)) held.set(name, binding);
  return held;
}

const methodOf = (held: ReadonlyMap<string, Binding>): EscalationMethod | undefined =>
  METHODS.find(({ permissions }) => permissions.every((name) => held.has(name)));

/** The grants of a holding that surely give something of a way, each with the member that names the principal. */
function grantsWith(key: string, world: World): readonly Grant[] {
  const { graph, catalog } = world;
  const principal = key.slice(key.lastIndexOf("\n") + 1);
  if (catalog.isGoogleManaged(principal.replace(/^serviceAccount:/, ""))) return [];
  return graph.find(ON_CONTAINERS, key).flatMap((binding) => {
    if (!tells(binding, world) || tellingPermissions(binding, world).length === 0) return [];
    const named = binding.members.filter((member) => graph.principalOf(member, binding.scope) === principal);
    return named.map((member) => ({ binding, member }));
  });
}

const ofRoles = perCatalog(() => new Map<string, readonly string[]>());

/** Those of a binding's permissions that a way needs, or that make all ways needless; kept for each role of the catalog. */
function tellingPermissions(binding: Binding, world: World): readonly string[] {
  const kept = ofRoles(world.catalog);
  const name = known(binding.role) ?? "";
  const before = kept.get(name);
  if (before !== undefined) return before;
  const all = heldPermissions(binding, world) ?? [];
  const telling = all.filter((permission) => permission === SET_POLICY || NEEDED.has(permission));
  if (name.startsWith("roles/")) kept.set(name, telling);
  return telling;
}

/** Stands at the grant that completes the way. */
function findingOf({ id, permissions }: EscalationMethod, member: Value, givers: readonly Binding[]): Finding {
  const last = givers.at(-1);
  const others = givers.flatMap(({ role }, i) => (role === undefined || i === givers.length - 1 ? [] : [role]));
  const names = permissions.map((name) => `\`${name}\``).join(", ");
  return {
    span: (last?.role ?? member).span,
    severity: isHuman(member) ? "warning" : "info",
    message: `\`${nameOf(member)}\` can ${WAYS[id] ?? ""}: in this workspace it holds ${names} on ${containerName(last?.resource.type) ?? "a project"}.`,
    related: others.map(({ span }) => ({ span, message: "gives the rest" })),
  };
}
