import type { Workload } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import { lastWord, type Place } from "./place.ts";
import { DEFAULT_PRINCIPAL, isDefaultAccount } from "./principals.ts";
import { productOf } from "./products.ts";
import { perWorld, type World } from "./world.ts";

/** The service identity of a workload, as far as the code tells it. */
export interface Identity {
  /** Key of the account, or `default` for the project's default compute service account. */
  readonly key: string;
  readonly value: Value | undefined;
  readonly scope: string;
}

/** The identity that a workload surely runs as; `undefined` when it depends on something that is not in the code. */
export function identityOf(workload: Workload, world: World): Identity | undefined {
  const { identity, scope, declared } = workload;
  if (identity === undefined) {
    if (declared)
      return productOf(workload)?.identity === "compute" ? { key: "default", value: undefined, scope } : undefined;
    const same = declaredOne(workload, world);
    return same === undefined ? undefined : identityOf(same, world);
  }
  const key = world.graph.accountOf(identity, scope);
  if (isDefaultAccount(identity, key, world.graph)) return { key: "default", value: identity, scope };
  if (key === undefined) return undefined;
  const declaration = world.graph.declarationOf(key);
  const settled = declaration !== undefined || known(identity) !== undefined || isScriptVariable(identity);
  return settled ? { key, value: identity, scope } : undefined;
}

/** A variable of the same script names one account throughout it, even where its text is not known; an argument may be any. */
const isScriptVariable = (value: Value): boolean =>
  value.parts.every((part) => part.kind === "literal" || /#\$(?!\d)/.test(part.target?.address ?? ""));

/** The one declaration of the workload that a command changes, by type, name and project. */
export function declaredOne(
  workload: Pick<Workload, "type" | "name" | "declared"> & { readonly project?: Value | undefined },
  world: World,
): Workload | undefined {
  const name = known(workload.name);
  if (name === undefined || workload.declared) return undefined;
  const project = known(workload.project);
  const same = declaredByName(world)
    .get(`${workload.type} ${lastWord(name)}`)
    ?.filter((other) => {
      const its = known(other.project);
      return project === undefined || its === undefined || its === project;
    });
  return same?.length === 1 ? same[0] : undefined;
}

const declaredByName = perWorld(({ graph }: World) => {
  const found = new Map<string, Workload[]>();
  for (const workload of graph.workloads) {
    const name = workload.declared && workload.purpose === undefined ? known(workload.name) : undefined;
    if (name === undefined) continue;
    const key = `${workload.type} ${lastWord(name)}`;
    found.set(key, [...(found.get(key) ?? []), workload]);
  }
  return found;
});

/** The account as the resource on which one acts. */
export const identityPlace = ({ key, value, scope }: Identity, workload: Workload): Place => ({
  type: "iam.serviceAccounts",
  name: value,
  project: workload.project,
  scope: scope === workload.scope ? workload.scope : scope,
  account: key,
});

/** The principal that a workload is when it runs. */
export const principalOfIdentity = ({ key }: Identity): string =>
  key === "default" ? DEFAULT_PRINCIPAL : `serviceAccount:${key}`;
