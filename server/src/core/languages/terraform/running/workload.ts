import type { Workload } from "../../../model/facts.ts";
import type { Value } from "../../../model/value.ts";
import { providerOf } from "../appliers.ts";
import { optional } from "../bindings.ts";
import { instancesOf } from "../iteration.ts";
import type { Declaration } from "../module.ts";
import { type Reader, statementOf } from "../reading.ts";
import { isIgnored } from "./ignored.ts";
import { blocksAt, splitPath, valuesAt } from "./places.ts";
import { type IdentityPlace, WORKLOADS, type WorkloadShape } from "./workload-table.ts";

/** Facts of a resource that runs as service accounts, one for each instance and each account; none for any other type. */
export function readWorkloads(declaration: Declaration, outer: Reader): readonly Workload[] {
  const shape = Object.hasOwn(WORKLOADS, declaration.type) ? WORKLOADS[declaration.type] : undefined;
  if (shape === undefined) return [];
  return instancesOf(declaration.block, outer.env).flatMap(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    const common = {
      ...statementOf(declaration, env, key),
      ...namesOf(reader, shape),
      ...providerOf(reader, declaration.source),
    };
    return shape.identities.flatMap((place) =>
      readOne(reader, place, { ...common, ...(place.purpose === undefined ? partsOf(reader, shape) : { images: [] }) }),
    );
  });
}

type Common = Omit<Workload, "kind" | "declared" | "identity" | "purpose">;

const namesOf = (reader: Reader, shape: WorkloadShape) => ({
  type: shape.type,
  ...optional("name", reader.value(shape.name ?? "name", "resource")),
  ...optional("project", reader.value("project", "resource")),
  ...optional("location", reader.value(shape.location ?? "location", "resource")),
});

/** What it runs and uses: with the account that runs it, not with others. */
const partsOf = (reader: Reader, shape: WorkloadShape) => ({
  images: valuesAt(reader, shape.images ?? [], "image"),
  ...some("secrets", valuesAt(reader, shape.secrets ?? [], "text")),
  ...some("sqlInstances", valuesAt(reader, shape.sqlInstances ?? [], "text")),
  ...settingsOf(reader, shape),
});

function readOne(reader: Reader, { at, counts, purpose }: IdentityPlace, common: Common): readonly Workload[] {
  const { blocks, name } = splitPath(at);
  const holders = blocksAt(reader, blocks);
  const identities = holders.flatMap((one) => one.value(name, "account") ?? []);
  const workload = { kind: "workload" as const, ...common, ...optional("purpose", purpose), declared: true };
  const all = distinct(identities).map((identity) => ({ identity, ...workload }));
  if (all.length > 0) return all;
  return counts === "always" || (counts === "block" && holders.length > 0)
    ? [{ ...workload, declared: !isIgnored(reader.block, at) }]
    : [];
}

/** One of each account, so that equal blocks are not told apart. */
function distinct(values: readonly Value[]): readonly Value[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value.parts.map((part) => part.text)), value]));
  return [...byText.values()];
}

function settingsOf(reader: Reader, { settings = {} }: WorkloadShape): Pick<Workload, "settings"> {
  const found = Object.entries(settings).flatMap(([name, path]) => {
    const [value] = valuesAt(reader, [path], "text");
    return value === undefined ? [] : [[name, value] as const];
  });
  return found.length === 0 ? {} : { settings: Object.fromEntries(found) };
}

const some = <K extends string>(key: K, values: readonly Value[]): { readonly [P in K]?: readonly Value[] } =>
  values.length === 0 ? {} : ({ [key]: values } as { readonly [P in K]: readonly Value[] });
