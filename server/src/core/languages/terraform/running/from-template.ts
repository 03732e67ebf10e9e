import type { Workload } from "../../../model/facts.ts";
import { soleReference, type Value } from "../../../model/value.ts";
import { optional } from "../bindings.ts";
import type { Env } from "../env.ts";
import { declarationNamed } from "../instances.ts";
import { instancesOf, isAbsentBlock } from "../iteration.ts";
import { type Declaration, declarationsOf } from "../module.ts";
import { Reader, statementOf } from "../reading.ts";
import { addressOf } from "../target.ts";
import { blocksAt, valuesAt } from "./places.ts";
import type { Path } from "./workload-table.ts";

/** A resource that runs as what a template of the same module says. */
interface Templated {
  readonly type: string;
  readonly location: string;
  /** Where it names the template. */
  readonly template: readonly Path[];
  /** A block in which it says itself as whom it runs. */
  readonly own?: Path;
}

const GROUP = { type: "compute.instanceGroupManagers", template: ["version/instance_template", "instance_template"] };

/** Source: the provider's schema. */
const TEMPLATED: Readonly<Record<string, Templated>> = {
  google_compute_instance_from_template: {
    type: "compute.instances",
    location: "zone",
    template: ["source_instance_template"],
    own: "service_account",
  },
  google_compute_instance_group_manager: { ...GROUP, location: "zone" },
  google_compute_region_instance_group_manager: { ...GROUP, location: "region" },
};

const TEMPLATES: ReadonlySet<string> = new Set([
  "google_compute_instance_template",
  "google_compute_region_instance_template",
]);

const templatedIn = declarationsOf(new Set(Object.keys(TEMPLATED)));

/** Facts of the resources of a module whose account only their template names. They rest on that as much as on themselves. */
export function readTemplated(env: Env, made: Value[]): readonly Workload[] {
  return templatedIn(env.module).flatMap((declaration) => {
    const shape = TEMPLATED[declaration.type];
    const own = { ...env, source: declaration.source };
    if (shape === undefined || isAbsentBlock(declaration.block, own)) return [];
    return readOne(declaration, shape, new Reader(declaration.block, own, made));
  });
}

function readOne(declaration: Declaration, shape: Templated, outer: Reader): readonly Workload[] {
  return instancesOf(declaration.block, outer.env).flatMap(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    const saysItself = shape.own !== undefined && blocksAt(reader, shape.own).length > 0;
    const identity = saysItself ? undefined : identityOf(valuesAt(reader, shape.template, "resource"), outer);
    if (identity === undefined) return [];
    return [
      {
        kind: "workload",
        ...statementOf(declaration, env, key),
        type: shape.type,
        ...optional("name", reader.value("name", "resource")),
        ...optional("project", reader.value("project", "resource")),
        ...optional("location", reader.value(shape.location, "resource")),
        identity,
        images: [],
        declared: true,
      },
    ];
  });
}

/** The account that the only template names, if it names one. */
function identityOf([template, ...others]: readonly Value[], outer: Reader): Value | undefined {
  const target = template && soleReference(template)?.target;
  if (target === undefined || others.length > 0) return undefined;
  const { module } = outer.env;
  const [, name = "", key = ""] =
    /^([^[]*)(\[.*\])?$/.exec(target.address.slice(addressOf(module.scope, "").length)) ?? [];
  const declaration = declarationNamed(name, module);
  if (declaration === undefined || addressOf(module.scope, name + key) !== target.address) return undefined;
  if (!TEMPLATES.has(declaration.type)) return undefined;
  const instances = instancesOf(declaration.block, { ...outer.env, source: declaration.source });
  const instance = instances.find((one) => one.key === key) ?? (instances.length === 1 ? instances[0] : undefined);
  if (instance === undefined) return undefined;
  const [identity] = valuesAt(outer.of(declaration.block, instance.env), ["service_account/email"], "account");
  return identity;
}
