import type { Deployer } from "../access/deployers.ts";
import { isUnmet, type Need, needsOf } from "../access/needs.ts";
import type { World } from "../access/world.ts";
import { groupBy } from "../graph/group-by.ts";
import type { Binding, Resource, Workload } from "../model/facts.ts";
import type { AgentMember, Change, Fix } from "../model/finding.ts";
import { display, type Value } from "../model/value.ts";
import { nameOf, shortName } from "../model/value-name.ts";

/** A role for someone on a resource, to be written behind another grant. */
export interface WantedGrant {
  readonly role: string;
  readonly member: Value | AgentMember;
  readonly resource: Resource;
  /** The resource as people call it. */
  readonly on: string;
  readonly name: readonly string[];
}

/** Writes a grant of its own. */
export const grantFix = (after: Binding, wanted: WantedGrant): Fix => ({
  title: `Grant \`${wanted.role}\` on ${wanted.on}`,
  safety: "unsafe",
  changes: [changeFor(after, wanted)],
});

const changeFor = (after: Binding, { role, member, resource, name }: WantedGrant): Change => ({
  kind: "add-binding",
  after,
  grant: { role, member, resource, name },
});

/** The grant that a need asks for, on the narrowest resource that gives it. */
export function wantedFor(need: Need, member: Value): WantedGrant {
  const { role } = need;
  const { type, name, location, project } = need.place;
  if (need.identity !== undefined) {
    const { value } = need.identity;
    return {
      role,
      member,
      resource: { type, fields: value === undefined ? {} : { name: value } },
      on: value === undefined ? "the default compute service account" : `\`${nameOf(value)}\``,
      name: [shortName(member), "actas", value === undefined ? "default" : shortName(value)],
    };
  }
  const fields = {
    ...(name && { name }),
    ...(location && { location }),
    ...(project && { project }),
  };
  const word = name === undefined ? need.kind : shortName(name);
  const noun = need.kind === "image" ? "repository" : "workload";
  return {
    role,
    member,
    resource: { type, fields },
    on: `${noun} \`${name === undefined ? "" : display(name)}\``,
    name: [shortName(member), need.kind === "image" ? "reader" : need.kind, word],
  };
}

/** The grant of one need, then all that the deployer lacks for these workloads in one step, where that is more. */
export function needFixes(
  deployer: Deployer,
  need: Need,
  workloads: readonly Workload[],
  world: World,
): readonly Fix[] {
  const { grant, member, principal } = deployer;
  if (grant === undefined) return [];
  const single = grantFix(grant, wantedFor(need, member));
  const lacking = missingNeeds(principal, workloads, world).filter(({ kind }) => kind !== "run");
  const wanted = unique([need, ...lacking].map((one) => wantedFor(one, member)));
  if (wanted.length < 2) return [single];
  const changes = wanted.map((one) => changeFor(grant, one));
  const all: Fix = { title: `Grant all ${wanted.length} roles that the deploy lacks`, safety: "unsafe", changes };
  return [single, all];
}

const unique = (wanted: readonly WantedGrant[]): readonly WantedGrant[] =>
  [...groupBy(wanted, keyOf).values()].flatMap(([first]) => first ?? []);

const keyOf = ({ role, resource, on }: WantedGrant): string => `${role} ${resource.type} ${on}`;

/** What a deploy of the workloads takes and the principal surely lacks. */
export const missingNeeds = (principal: string, workloads: readonly Workload[], world: World): readonly Need[] =>
  workloads.flatMap((workload) => needsOf(workload, world).filter((need) => isUnmet(principal, need, world)));
