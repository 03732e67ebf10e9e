import type { Workload, WorkloadSetting } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { annotation, type KubernetesObject } from "./kubernetes-object.ts";
import type { Reading } from "./reading.ts";
import { at, itemsOf, type Node, stretch, textAt } from "./tree.ts";

/** The template of a service's revisions or of a job's runs. */
export interface Template {
  readonly object: KubernetesObject;
  readonly pod: Node;
  readonly annotations: Node | undefined;
}

const SETTINGS: readonly (readonly [WorkloadSetting, string])[] = [
  ["ingress", "run.googleapis.com/ingress"],
  ["invoker-check-disabled", "run.googleapis.com/invoker-iam-disabled"],
  ["iap", "run.googleapis.com/iap-enabled"],
];

/** What the annotations of an object say about who may reach it. */
export function settingsOf(object: KubernetesObject, reading: Reading): Workload["settings"] | undefined {
  const settings = SETTINGS.flatMap(([setting, key]) => {
    const value = reading.value(annotation(object, key), "text");
    return value === undefined ? [] : [[setting, value] as const];
  });
  return settings.length === 0 ? undefined : Object.fromEntries(settings);
}

/** Secrets in variables and files, by name; an alias that the annotation tells stands for a secret of another project. */
export function secretsOf({ pod, annotations, object }: Template, reading: Reading): readonly Value[] | undefined {
  const aliases = aliasesIn(
    at(annotations, "run.googleapis.com/secrets") ?? annotation(object, "run.googleapis.com/secrets"),
  );
  const variables = itemsOf(at(pod, "containers")).flatMap((container) =>
    itemsOf(at(container, "env")).map((entry) => at(entry, "valueFrom", "secretKeyRef", "name")),
  );
  const files = itemsOf(at(pod, "volumes")).map((volume) => at(volume, "secret", "secretName"));
  const secrets = [...variables, ...files].flatMap((name) => {
    const full = aliases.get(textAt(name) ?? "");
    const value = reading.value(name, "text");
    return value === undefined
      ? []
      : [full === undefined ? value : { ...value, parts: [{ kind: "literal", text: full } as const] }];
  });
  return secrets.length === 0 ? undefined : secrets;
}

/** `alias:projects/P/secrets/S`, with commas between them. */
function aliasesIn(node: Node | undefined): ReadonlyMap<string, string> {
  const pairs = (textAt(node) ?? "").split(",").flatMap((pair) => {
    const colon = pair.indexOf(":");
    return colon < 0 ? [] : [[pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()] as const];
  });
  return new Map(pairs);
}

/** Cloud SQL instances that the annotation lists, with commas between them. */
export function instancesOf({ annotations }: Template, reading: Reading): readonly Value[] | undefined {
  const list = at(annotations, "run.googleapis.com/cloudsql-instances");
  if (list?.kind !== "scalar") return undefined;
  const text = textAt(list);
  if (text === undefined || !text.includes(",")) {
    const only = reading.value(list, "text");
    return only === undefined ? undefined : [only];
  }
  let from = 0;
  const instances = text.split(",").flatMap((piece) => {
    const start = from + (piece.length - piece.trimStart().length);
    from += piece.length + 1;
    return reading.value(stretch(list, start, piece.trim()), "text") ?? [];
  });
  return instances;
}
