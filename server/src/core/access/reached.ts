import { groupBy } from "../graph/group-by.ts";
import type { Binding, Workload } from "../model/facts.ts";
import { known, soleReference, type Value } from "../model/value.ts";
import { attached } from "./attached.ts";
import { PROJECTS } from "./covers.ts";
import { lastWord } from "./place.ts";
import { perWorld, type World } from "./world.ts";

/**
 * The workloads that a grant surely reaches: on their project, or on the workload itself; those that a pipeline deploys are left to
 * it. Across scopes both must name the project alike, so that two samples that name none stay apart.
 */
export function workloadsReached(grant: Binding, types: readonly string[], world: World): readonly Workload[] {
  const { near, ofProject, byAddress } = index(world);
  const { type, fields } = grant.resource;
  const isAsked = (one: Workload) => types.includes(one.type);
  const own = (near.get(grant.scope) ?? []).filter((one) => isAsked(one) && reaches(grant, one, world));
  if (grant.isExample === true) return own;
  const address = fields.name === undefined ? undefined : soleReference(fields.name)?.target?.address;
  const named =
    type === PROJECTS
      ? projectKeysOf(fields.name).flatMap((key) => ofProject.get(key) ?? [])
      : address === undefined
        ? []
        : (byAddress.get(address) ?? []);
  const others = named.filter((one) => one.scope !== grant.scope && isAsked(one) && reaches(grant, one, world));
  return [...own, ...new Set(others)];
}

const index = perWorld((world: World) => {
  const all = attached(world).filter(({ deployedBy }) => deployedBy === undefined);
  const shared = all.filter(({ isExample }) => isExample !== true);
  const byKey = shared.flatMap((one) => projectKeysOf(one.project).map((key) => ({ key, one })));
  const ofProject = new Map<string, Workload[]>();
  for (const { key, one } of byKey) ofProject.set(key, [...(ofProject.get(key) ?? []), one]);
  return {
    near: groupBy(all, ({ scope }) => scope),
    ofProject,
    byAddress: groupBy(shared, ({ address = "" }) => address),
  };
});

/** How a project is named: by its id, or by the declaration that it refers to. */
function projectKeysOf(project: Value | undefined): readonly string[] {
  if (project === undefined) return [];
  const text = known(project);
  const key = text === undefined ? soleReference(project)?.target?.address : lastWord(text);
  return key === undefined ? [] : [key];
}

function reaches({ resource, scope }: Binding, workload: Workload, { graph }: World): boolean {
  const { type, fields } = resource;
  if (type === PROJECTS) return graph.sameProject(fields.name, workload.project, scope, workload.scope) === true;
  return type === workload.type && namesWorkload(fields.name, workload, scope);
}

function namesWorkload(name: Value | undefined, workload: Workload, scope: string): boolean {
  if (name === undefined) return false;
  const address = soleReference(name)?.target?.address;
  if (address !== undefined && address === workload.address) return true;
  const [text, own] = [known(name), known(workload.name)];
  return scope === workload.scope && text !== undefined && own !== undefined && lastWord(text) === lastWord(own);
}
