import { holds } from "../../core/access/access.ts";
import { calledBy } from "../../core/access/calls-to.ts";
import { deployers } from "../../core/access/deployers.ts";
import { DOUBTS, type Holding } from "../../core/access/holding.ts";
import type { World } from "../../core/access/world.ts";
import { openCatalog } from "../../core/catalog/open.ts";
import { missingNeeds } from "../../core/evidence/need-fixes.ts";
import type { Assumed } from "../../core/model/assumed.ts";
import { display } from "../../core/model/value.ts";
import type { Workspace } from "../workspace.ts";
import { type NamedPrincipal, placesNamed, principalsNamed } from "./named.ts";
import { needName } from "./need-name.ts";
import { type ToldGrant, toldGrant } from "./told-grant.ts";

/** Whether a principal holds a permission, with the grants that tell so, and what would give it otherwise. */
export interface Why {
  readonly principal: string;
  readonly permission: string;
  readonly resource: string | undefined;
  readonly state: Holding["state"];
  readonly grants: readonly ToldGrant[];
  /** In plain words, why it is not known or who takes it away. */
  readonly reasons: readonly string[];
  /** The smallest roles that hold it, best first. */
  readonly roles: readonly string[];
  /** Where no resource is asked for: the narrowest ones on which the code shows that the principal needs it. */
  readonly needed: readonly string[];
}

export interface WhyQuestion {
  readonly principal: string;
  readonly permission: string;
  readonly resource: string | undefined;
}

const VERDICTS: Readonly<Record<Why["state"], string>> = {
  granted: "holds",
  unknown: "may hold",
  denied: "is denied",
  missing: "does not hold, by what is granted here,",
};

/** The answer in a sentence without a full stop. */
export const verdictOf = ({ principal, permission, resource, state }: Why): string =>
  `${principal} ${VERDICTS[state]} ${permission}${onWhat(resource)}`;

/** What would give it, where it is not granted. */
export function remedyOf({ roles, resource, needed }: Why): string | undefined {
  if (roles.length === 0) return undefined;
  const on = resource ?? (needed.length === 0 ? undefined : needed.join(" or "));
  return `${roles.join(", ")} would give it${on === undefined ? "" : `, granted${onWhat(on)}`}`;
}

const onWhat = (resource: string | undefined): string => (resource === undefined ? "" : ` on ${resource}`);

/** Whether a permission of that name exists. */
export const isPermission = (name: string): boolean => openCatalog().permission(name) !== undefined;

/** One answer for each principal of the workspace that the text may name; none where it names nobody. */
export function why(question: WhyQuestion, workspace: Workspace, assumed: readonly Assumed[]): readonly Why[] {
  const world: World = { graph: workspace.graph(), catalog: openCatalog(), assumed };
  return principalsNamed(question.principal, world.graph).map((principal) => answer(principal, question, world));
}

function answer(principal: NamedPrincipal, { permission, resource }: WhyQuestion, world: World): Why {
  const holding =
    resource === undefined
      ? anywhere(principal.key, permission, world)
      : onResource(principal.key, permission, resource, world);
  const roles =
    holding.state === "granted" ? [] : world.catalog.smallestHolding([permission], 2).map(({ name }) => name);
  return {
    principal: principal.name,
    permission,
    resource,
    state: holding.state,
    grants: holding.state === "missing" ? [] : holding.grants.map(toldGrant),
    reasons: reasonsOf(holding),
    roles,
    needed: resource === undefined && roles.length > 0 ? neededOn(principal.key, permission, world) : [],
  };
}

const MOST_NEEDED = 3;

/** The resources of what a principal deploys or calls on which that takes the permission and it lacks it. */
function neededOn(principal: string, permission: string, world: World): readonly string[] {
  const deployed = deployers(world)
    .filter((one) => one.principal === principal)
    .flatMap(({ workloads }) => missingNeeds(principal, workloads, world))
    .filter(({ permissions }) => permissions.includes(permission))
    .map(needName);
  const called = world.graph.of("caller").flatMap((caller) => {
    const key = caller.identity && world.graph.accountOf(caller.identity, caller.scope);
    const call = key !== undefined && `serviceAccount:${key}` === principal ? calledBy(caller, world) : undefined;
    return call?.permission === permission
      ? [call.workload.name === undefined ? call.workload.source : display(call.workload.name)]
      : [];
  });
  return [...new Set([...deployed, ...called])].slice(0, MOST_NEEDED);
}

function reasonsOf(holding: Holding): readonly string[] {
  if (holding.state === "unknown") return holding.doubts.map((doubt) => DOUBTS[doubt]);
  if (holding.state === "denied") return [`${holding.policy.source} denies it`];
  return holding.state === "granted" && holding.assumed !== undefined ? ["the configuration assumes it"] : [];
}

const onResource = (principal: string, permission: string, resource: string, world: World): Holding =>
  joined(placesNamed(resource, permission, world.graph).map((place) => holds(principal, permission, place, world)));

/** Without a resource, every grant of the permission to the principal, wherever it is. */
function anywhere(principal: string, permission: string, world: World): Holding {
  const grants = world.graph
    .grantsTo(principal)
    .filter((grant) => grant.role !== undefined && holdsIt(grant.role, permission, world));
  const sure = grants.filter(({ condition, conditional }) => condition === undefined && !conditional);
  if (sure.length > 0) return { state: "granted", grants: sure };
  return grants.length > 0 ? { state: "unknown", grants, doubts: ["condition"] } : { state: "missing" };
}

function holdsIt(role: Parameters<World["graph"]["customRoleOf"]>[0], permission: string, world: World): boolean {
  const custom = world.graph.customRoleOf(role);
  const texts = (custom?.permissions ?? []).flatMap(({ parts }) => parts.map(({ text }) => text));
  if (custom !== undefined) return texts.includes(permission);
  const name = role.parts.length === 1 && role.parts[0]?.kind === "literal" ? role.parts[0].text : undefined;
  return name !== undefined && world.catalog.holds(name, permission) === true;
}

/** All grants of the best state among several answers. */
function joined(holdings: readonly Holding[]): Holding {
  const granted = holdings.filter((one) => one.state === "granted");
  if (granted.length > 0) return { ...(granted[0] as Holding & { state: "granted" }), grants: unique(granted) };
  const unknown = holdings.filter((one) => one.state === "unknown");
  const [first] = unknown;
  if (first !== undefined)
    return { state: "unknown", grants: unique(unknown), doubts: [...new Set(unknown.flatMap(({ doubts }) => doubts))] };
  return holdings.find((one) => one.state === "denied") ?? { state: "missing" };
}

const unique = (holdings: readonly (Holding & { readonly state: "granted" | "unknown" })[]) => [
  ...new Set(holdings.flatMap(({ grants }) => grants)),
];
