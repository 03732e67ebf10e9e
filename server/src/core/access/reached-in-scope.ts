import { groupBy } from "../graph/group-by.ts";
import { Kept } from "../graph/recall.ts";
import type { Binding, Workload } from "../model/facts.ts";
import { known, soleReference, type Value } from "../model/value.ts";
import { attached } from "./attached.ts";
import { isSameProject, PROJECTS } from "./covers.ts";
import { lastWord } from "./place.ts";
import { perWorld, type World } from "./world.ts";

/** The workloads of some types that a grant of the same scope surely reaches: on their project, or on the workload itself. */
export function reachedInScope(grant: Binding, types: readonly string[], world: World): readonly Workload[] {
  const { type, fields } = grant.resource;
  if (type === PROJECTS) return inProject(grant, types, world);
  return type === undefined || fields.name === undefined || !types.includes(type)
    ? []
    : named(fields.name, `${grant.scope} ${type}`, world);
}

interface Reachable {
  /** With their projects as written. */
  readonly byScope: ReadonlyMap<string, readonly (readonly [workload: Workload, project: string])[]>;
  /** By scope, type and address, and by scope, type and name. */
  readonly byAddress: ReadonlyMap<string, readonly Workload[]>;
  readonly byName: ReadonlyMap<string, readonly Workload[]>;
  /** What a grant on a project reaches, by its scope, the project as written, and the types. */
  readonly inProject: Map<string, Kept<readonly Workload[]>>;
}

const reachable = perWorld((world: World): Reachable => {
  const all = attached(world).filter(({ deployedBy }) => deployedBy === undefined);
  return {
    byScope: groupBy(
      all.map((workload) => [workload, written(workload.project)] as const),
      ([{ scope }]) => scope,
    ),
    byAddress: groupBy(all, ({ scope, type, address }) => `${scope} ${type} ${address}`),
    byName: groupBy(
      all.filter(({ name }) => known(name) !== undefined),
      ({ scope, type, name }) => `${scope} ${type} ${lastWord(known(name) ?? "")}`,
    ),
    inProject: new Map(),
  };
});

/** Asked once for each way in which a scope writes a project. */
function inProject({ scope, resource }: Binding, types: readonly string[], world: World): readonly Workload[] {
  const { byScope, inProject: kept } = reachable(world);
  const { name } = resource.fields;
  const key = `${scope}\n${written(name)}\n${types.join()}`;
  const found = kept.get(key) ?? new Kept(world.graph, () => within(name, byScope.get(scope) ?? [], types, world));
  kept.set(key, found);
  return found.get();
}

function within(
  project: Value | undefined,
  workloads: readonly (readonly [workload: Workload, project: string])[],
  types: readonly string[],
  { graph }: World,
): readonly Workload[] {
  const answers = new Map<string, boolean>();
  return workloads.flatMap(([workload, text]) => {
    const { type, scope } = workload;
    if (!types.includes(type)) return [];
    const isSame = answers.get(text) ?? isSameProject(project, scope, workload.project, scope, graph) === true;
    answers.set(text, isSame);
    return isSame ? [workload] : [];
  });
}

/** Equal for values of one scope that mean the same. */
const written = (value: Value | undefined): string =>
  JSON.stringify(value?.parts.map((part) => ({ ...part, span: 0 })));

function named(name: Value, place: string, world: World): readonly Workload[] {
  const { byAddress, byName } = reachable(world);
  const address = soleReference(name)?.target?.address;
  const text = known(name);
  const referred = address === undefined ? undefined : byAddress.get(`${place} ${address}`);
  return referred ?? (text === undefined ? undefined : byName.get(`${place} ${lastWord(text)}`)) ?? [];
}
