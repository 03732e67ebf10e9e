import { groupBy } from "../graph/group-by.ts";
import { isOpaqueKey, mayBeOne } from "../graph/likeness.ts";
import type { Applier, DomainMapping, Workload } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import type { Span } from "../text/span.ts";
import { attached } from "./attached.ts";
import { perWorld, type World } from "./world.ts";

/** What a pipeline, or Terraform applied as someone, deploys. */
export interface Pipeline {
  readonly member: Value;
  readonly workloads: readonly Workload[];
}

/** By principal, what is deployed as it. */
export const pipelines = perWorld((world: World): ReadonlyMap<string, Pipeline> => {
  const found = new Map<string, { readonly member: Value; readonly workloads: Workload[] }>();
  const add = (member: Value, scope: string, workloads: readonly Workload[]): void => {
    const principal = principalOf(member, scope, world);
    if (principal === undefined || isOpaqueKey(principal)) return;
    const pipeline = found.get(principal) ?? { member, workloads: [] };
    for (const one of workloads) if (!pipeline.workloads.includes(one)) pipeline.workloads.push(one);
    found.set(principal, pipeline);
  };
  for (const workload of attached(world))
    if (workload.deployedBy !== undefined) add(workload.deployedBy, workload.scope, [workload]);
  for (const applier of world.graph.of("applier")) {
    const applied = applier.member === undefined ? [] : appliedBy(applier, world);
    if (applier.member !== undefined && applied.length > 0) add(applier.member, applier.scope, applied);
  }
  return found;
});

/** The member as which a fact says that something is deployed. */
export const pipelineMember = (fact: Workload | Applier): Value | undefined =>
  fact.kind === "applier" ? fact.member : fact.deployedBy;

/** The key of that member. */
export function pipelinePrincipal(fact: Workload | Applier, world: World): string | undefined {
  const member = pipelineMember(fact);
  return member === undefined ? undefined : principalOf(member, fact.scope, world);
}

/** What an applied configuration declares, with the modules that it calls. */
const appliedBy = (applier: Applier, world: World): readonly Workload[] =>
  attached(world).filter((one) => isApplied(one, applier));

/** Whether a statement is made by whoever applies a configuration. */
const isApplied = ({ span, scope, provider = "google", deployedBy, isExample }: Made, applier: Applier): boolean => {
  if (deployedBy !== undefined || isExample) return false;
  if (applier.isTrigger === true) return isNamedBy(scope, applier);
  if (!applier.configuration.includes("://")) return isNamedBy(span.uri, applier);
  if (applier.provider !== undefined && applier.provider !== provider) return false;
  if (applier.scope === applier.configuration && isTerraform(applier.span) !== isTerraform(span)) return false;
  if (scope === applier.configuration || span.uri === applier.configuration) return true;
  return applier.passesProviders !== true && scope.includes(`?${applier.configuration}.`);
};

/** Whether a statement is of a configuration, and not of a manifest that lies beside it. */
const isTerraform = ({ uri }: Span): boolean => /\.tf(?:\.json)?$/i.test(uri);

/** Whether a document is the one whose path is told: seen from a folder that holds the one that tells it. */
const isNamedBy = (uri: string, { scope: own, configuration }: Applier): boolean =>
  uri.endsWith(`/${configuration}`) && own.startsWith(uri.slice(0, -configuration.length));

type Made = Pick<Workload | DomainMapping, "span" | "scope" | "provider" | "deployedBy" | "isExample">;

/** As whom a pipeline, or Terraform applied as someone, makes a thing; with the member that says so. */
export function makersOf(made: Made, world: World): readonly { readonly principal: string; readonly member: Value }[] {
  const own = made.deployedBy === undefined ? [] : [{ member: made.deployedBy, scope: made.scope }];
  const appliers = world.graph
    .of("applier")
    .flatMap((applier) =>
      applier.member !== undefined && isApplied(made, applier) ? { member: applier.member, scope: applier.scope } : [],
    );
  return [...own, ...appliers].flatMap(({ member, scope }) => {
    const principal = principalOf(member, scope, world);
    return principal === undefined || isOpaqueKey(principal) ? [] : [{ principal, member }];
  });
}

/**
 * The key of whom a pipeline deploys as. Where nothing is granted to that address itself, it is the one declared account of the same
 * name whose project the code leaves open.
 */
function principalOf(member: Value, scope: string, world: World): string | undefined {
  const { graph } = world;
  const principal = graph.principalOf(member, scope);
  if (principal === undefined || graph.grantsTo(principal).length > 0) return principal;
  const account = principal.replace(/^serviceAccount:/, "");
  const alike = (accountsById(world).get(account.split("@")[0] ?? "") ?? []).filter((one) => mayBeOne(one, account));
  const [only] = alike;
  return only !== undefined && alike.length === 1 ? `serviceAccount:${only}` : principal;
}

const accountsById = perWorld(({ graph }: World): ReadonlyMap<string, readonly string[]> => {
  const declared = graph.accounts.flatMap((account) => {
    const id = known(account.accountId);
    return id === undefined || account.isExample ? [] : [{ id, key: graph.keyOf(account) }];
  });
  const ids = groupBy(declared, ({ id }) => id);
  return new Map([...ids].map(([id, all]) => [id, [...new Set(all.map(({ key }) => key))]]));
});
