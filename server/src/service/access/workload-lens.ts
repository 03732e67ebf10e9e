import { holds } from "../../core/access/access.ts";
import { callTo } from "../../core/access/calls-to.ts";
import { covers } from "../../core/access/covers.ts";
import { type Deployer, deployers } from "../../core/access/deployers.ts";
import { mayGive } from "../../core/access/grant-index.ts";
import { identityOf } from "../../core/access/identity-of.ts";
import { met, type Need, type NeedKind, needsOf } from "../../core/access/needs.ts";
import type { Place } from "../../core/access/place.ts";
import { EVERYBODY } from "../../core/access/principals.ts";
import { roleHolds } from "../../core/access/role-holds.ts";
import { perWorld, type World } from "../../core/access/world.ts";
import { isOn, settingPlace } from "../../core/evidence/workload-settings.ts";
import type { Workload } from "../../core/model/facts.ts";
import { shortName } from "../../core/model/value-name.ts";
import { distinctSpans, type Span } from "../../core/text/span.ts";
import type { ToldLens } from "./lens.ts";

/** As whom a workload runs. */
export function identityTold(workload: Workload, world: World): ToldLens {
  const identity = identityOf(workload, world);
  if (identity === undefined) return { title: "runs as an account not known here", places: [] };
  const { key, value } = identity;
  if (value === undefined) return { title: "runs as the default compute service account", places: [] };
  return { title: `runs as ${shortName(value)}`, places: [world.graph.declarationOf(key)?.head ?? value.span] };
}

/** Those who deploy each workload, everybody once. */
const deployersOf = perWorld((world: World): ReadonlyMap<Workload, readonly Deployer[]> => {
  const found = new Map<Workload, Deployer[]>();
  for (const deployer of deployers(world)) {
    for (const workload of deployer.workloads) {
      const others = found.get(workload) ?? [];
      if (!others.some(({ principal }) => principal === deployer.principal)) others.push(deployer);
      found.set(workload, others);
    }
  }
  return found;
});

const LACKS: Readonly<Record<Exclude<NeedKind, "run">, string>> = {
  service: "a deploying role",
  image: "image reader",
  identity: "actAs",
};
const MOST_NAMED = 2;

/** Who can deploy a workload, and what those lack who cannot. */
export function deployTold(workload: Workload, world: World): ToldLens {
  const needs = needsOf(workload, world).filter(({ kind }) => kind !== "run");
  const told = (deployersOf(world).get(workload) ?? []).map((deployer) => standingOf(deployer, needs, world));
  if (told.length === 0) return { title: "nobody here is known to deploy it", places: [] };
  const lacking = told.filter(({ lacks }) => lacks.length > 0);
  const sure = told.filter(({ isSure }) => isSure).length;
  const parts = [
    `${sure === 0 ? "nobody" : sure} can deploy`,
    ...maybe(told.length - sure - lacking.length),
    ...lacking.slice(0, MOST_NAMED).map(({ name, lacks }) => `${name} lacks ${lacks.join(", ")}`),
    ...(lacking.length > MOST_NAMED ? [`${lacking.length - MOST_NAMED} more lack something`] : []),
  ];
  return { title: parts.join(" · "), places: distinctSpans([...lacking, ...told].flatMap(({ places }) => places)) };
}

/** How a deployer stands to what a deploy takes. */
function standingOf({ principal, member, at }: Deployer, needs: readonly Need[], world: World) {
  const holdings = needs.map((need) => ({ need, holding: met(principal, need, world) }));
  const lacks = holdings.flatMap(({ need: { kind }, holding: { state } }) =>
    kind !== "run" && (state === "missing" || state === "denied") ? [LACKS[kind]] : [],
  );
  const grants = holdings.flatMap(({ holding }) => (holding.state === "missing" ? [] : holding.grants));
  return {
    name: shortName(member),
    lacks: [...new Set(lacks)],
    isSure: holdings.every(({ holding }) => holding.state === "granted"),
    places: [at, ...grants.map(({ head }) => head)],
  };
}

const maybe = (count: number): readonly string[] => (count === 0 ? [] : [`${count} may`]);

/** Who can call or execute a workload. */
export function invokeTold(workload: Workload, world: World): ToldLens {
  if (isOn(workload, "invoker-check-disabled"))
    return { title: "anyone can invoke", places: [settingPlace(workload, "invoker-check-disabled")] };
  const { permission = "", place = { type: "", scope: "" } } = callTo(workload) ?? {};
  const told = [...named(permission, place, world)].map(([key, span]) => {
    return { key, span, state: holds(key, permission, place, world).state };
  });
  const sure = told.filter(({ state }) => state === "granted");
  const open = told.filter(({ state }) => state === "unknown");
  const isPublic = sure.some(({ key }) => EVERYBODY.test(key));
  const count = isPublic ? "anyone" : sure.length === 0 ? "nobody here" : sure.length;
  const title = [`${count} can invoke`, ...(isPublic ? [] : maybe(open.length))].join(" · ");
  return { title, places: distinctSpans([...sure, ...open].map(({ span }) => span)) };
}

/** Nobody counts more of them. */
const MOST_CALLERS = 200;

/** The principals of grants whose role holds a permission and that may be on a place, with where they are first named. */
function named(permission: string, place: Place, world: World): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  const grants = mayGive(world.graph.bindings, [permission], place.type, world);
  for (const grant of grants) {
    if (roleHolds(grant, permission, world) !== true || covers(grant, place, world.graph) === false) continue;
    for (const member of grant.members) {
      const key = world.graph.principalOf(member, grant.scope);
      if (key !== undefined && !found.has(key) && found.size < MOST_CALLERS) found.set(key, member.span);
    }
  }
  return found;
}
