import { groupBy } from "../graph/group-by.ts";
import type { Binding, Resource, Workload } from "../model/facts.ts";
import { known, soleReference } from "../model/value.ts";
import { lastWord } from "./place.ts";
import { perWorld, type World } from "./world.ts";

/** The workload whose own policy a binding is of, by reference, or by name in the same scope or in a project that both tell. */
export function workloadOn({ resource, scope }: Binding, world: World): Workload | undefined {
  const { name } = resource.fields;
  if (name === undefined || resource.type === undefined) return undefined;
  const address = soleReference(name)?.target?.address;
  const referred = address === undefined ? undefined : workloadAt(address, world);
  if (referred !== undefined) return referred;
  const text = known(name);
  if (text === undefined) return undefined;
  const near = workloadsNamed(scope, resource.type, lastWord(text), world);
  const same = near.length > 0 ? near : elsewhere(resource, lastWord(text), world);
  return same.length === 1 ? same[0] : undefined;
}

/** Those of other scopes whose project and name are told to be the same, and whose place is not told to be another. */
function elsewhere({ type = "", fields }: Resource, name: string, world: World): readonly Workload[] {
  const [project, place] = [known(fields.project), known(fields.location)];
  if (project === undefined) return [];
  const alike = index(world).byProject.get(`${project} ${type} ${name}`) ?? [];
  return alike.filter(({ location }) => place === undefined || [undefined, place].includes(known(location)));
}

/** The workload that a reference names, if it is one. */
export const workloadAt = (address: string, world: World): Workload | undefined => index(world).byAddress.get(address);

/** Those of a scope that have a type and a name. */
export const workloadsNamed = (scope: string, type: string, name: string, world: World): readonly Workload[] =>
  index(world).byName.get(`${scope} ${type} ${name}`) ?? [];

const index = perWorld(({ graph }: World) => {
  const main = graph.workloads.filter(({ purpose }) => purpose === undefined);
  return {
    byAddress: new Map(main.flatMap((one) => (one.address === undefined ? [] : [[one.address, one] as const]))),
    byProject: groupBy(main, ({ project, type, name }) => `${known(project)} ${type} ${lastWord(known(name) ?? "?")}`),
    byName: groupBy(main, ({ scope, type, name }) => `${scope} ${type} ${lastWord(known(name) ?? "?")}`),
  };
});
