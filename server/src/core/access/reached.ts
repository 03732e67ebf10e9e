import { groupBy } from "../graph/group-by.ts";
import type { Binding, Workload } from "../model/facts.ts";
import { known, soleReference, type Value } from "../model/value.ts";
import { attached } from "./attached.ts";
import { PROJECTS } from "./covers.ts";
import { lastWord } from "./place.ts";
import { reachedInScope } from "./reached-in-scope.ts";
import { perWorld, type World } from "./world.ts";

/**
 * The workloads that a grant surely reaches: on their project, or on the workload itself; those that a pipeline deploys are left to
 * it. Across scopes both must name the project alike, so that two samples that name none stay apart.
 */
export function workloadsReached(grant: Binding, types: readonly string[], world: World): readonly Workload[] {
  const { ofProject, byAddress } = index(world);
  const { type, fields } = grant.resource;
  const isAsked = (one: Workload) => types.includes(one.type);
  const own = reachedInScope(grant, types, world);
  if (grant.isExample === true) return own;
  const key = type === PROJECTS ? projectKey(fields.name) : fields.name && soleReference(fields.name)?.target?.address;
  const named = key === undefined ? [] : (type === PROJECTS ? ofProject : byAddress).get(key);
  const others = (named ?? []).filter((one) => one.scope !== grant.scope && isAsked(one) && reaches(grant, one, world));
  return others.length === 0 ? own : [...own, ...new Set(others)];
}

const index = perWorld((world: World) => {
  const shared = attached(world).filter(({ deployedBy, isExample }) => deployedBy === undefined && isExample !== true);
  return {
    ofProject: groupBy(shared, ({ project }) => projectKey(project)),
    byAddress: groupBy(shared, ({ address = "" }) => address),
  };
});

/** How a project is named: by its id, or by the declaration that it refers to. */
function projectKey(project: Value | undefined): string | undefined {
  if (project === undefined) return undefined;
  const text = known(project);
  return text === undefined ? soleReference(project)?.target?.address : lastWord(text);
}

/** Whether a grant reaches a workload of another scope, which has its address or its project. */
function reaches({ resource, scope }: Binding, workload: Workload, { graph }: World): boolean {
  const { type, fields } = resource;
  if (type === PROJECTS) return graph.sameProject(fields.name, workload.project, scope, workload.scope) === true;
  return type === workload.type;
}
