import type { Workload } from "../../model/facts.ts";
import { display, type Value } from "../../model/value.ts";
import { CALLERS, type CallerForm, WORKLOADS, type WorkloadForm } from "./config-connector-forms.ts";
import { addressOf, mayHide } from "./config-connector-objects.ts";
import { type KubernetesObject, namespaceOf, projectAnnotation, titleOf } from "./kubernetes-object.ts";
import { optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Node, stretch, textAt } from "./tree.ts";

type Reader = (object: KubernetesObject, reading: Reading) => void;

/** What objects of Config Connector that run or call as an account have in common. */
function statementOf(object: KubernetesObject, reading: Reading) {
  const { root, head } = object;
  return {
    span: root.span,
    head,
    source: titleOf(object),
    scope: reading.scope,
    ...optional("address", addressOf(object, reading)),
    ...optional("project", projectOf(object, reading)),
    ...optional("provider", namespaceOf(object)),
  };
}

const PROJECTS = "projects/";

/** Its id, which may be written as a full name. */
function projectOf(object: KubernetesObject, reading: Reading): Value | undefined {
  const ref = at(object.spec, "projectRef");
  const node = at(ref, "external") ?? at(ref, "name") ?? projectAnnotation(object);
  const id = /^projects\/([^/]+)$/.exec(textAt(node) ?? "")?.[1];
  return reading.value(
    node?.kind === "scalar" && id !== undefined ? stretch(node, PROJECTS.length, id) : node,
    "resource",
  );
}

/** The account that a `…Ref` or a plain text names. */
function accountOf(node: Node | undefined, object: KubernetesObject, reading: Reading): Value | undefined {
  const name = at(node, "name");
  if (name !== undefined)
    return reading.reference(name, "account", "IAMServiceAccount", "email", namespaceOf(object, node));
  return reading.value(at(node, "external") ?? node, "account");
}

const nameOf = (object: KubernetesObject, reading: Reading): Value | undefined =>
  reading.value(at(object.spec, "resourceID") ?? object.name, "resource");

/** Where objects of Cloud Run hold the template of the container, by their kind. */
export const RUN_TEMPLATES: Readonly<Record<string, { readonly type: string; readonly path: readonly string[] }>> = {
  RunService: { type: "run.services", path: ["template"] },
  RunJob: { type: "run.jobs", path: ["template", "template"] },
  RunWorkerPool: { type: "run.workerpools", path: ["template"] },
};

/** Cloud Run through Config Connector. */
const readRun =
  ({ type, path }: (typeof RUN_TEMPLATES)[string]): Reader =>
  (object, reading) => {
    const { spec } = object;
    const template = at(spec, ...path);
    const containers = itemsOf(at(template, "containers"));
    const images = containers.flatMap((item) => reading.value(at(item, "image"), "image") ?? []);
    const identity = accountOf(at(template, "serviceAccountRef"), object, reading);
    if (template?.kind !== "mapping" || images.length === 0 || (identity === undefined && mayHide(template))) return;
    const ingress = reading.value(at(spec, "ingress"), "text");
    reading.facts.push({
      kind: "workload",
      type,
      ...statementOf(object, reading),
      images,
      declared: true,
      ...optional("name", nameOf(object, reading)),
      ...optional("location", reading.value(at(spec, "location"), "resource")),
      ...optional("identity", identity),
      ...filled("secrets", secretsOf(template, containers, reading)),
      ...filled("sqlInstances", instancesOf(template, reading)),
      ...(ingress === undefined ? {} : { settings: { ingress } }),
    });
  };

const filled = <K extends string>(key: K, values: readonly Value[]): { readonly [P in K]?: readonly Value[] } =>
  optional(key, values.length > 0 ? values : undefined);

/** Secrets as files and as variables. */
function secretsOf(template: Node, containers: readonly Node[], reading: Reading): readonly Value[] {
  const mounted = itemsOf(at(template, "volumes")).map((volume) => at(volume, "secret", "secretRef"));
  const variables = containers.flatMap((container) =>
    itemsOf(at(container, "env")).map((entry) => at(entry, "valueSource", "secretKeyRef", "secretRef")),
  );
  return [...mounted, ...variables].flatMap((ref) => namedBy(ref, "SecretManagerSecret", reading) ?? []);
}

const instancesOf = (template: Node, reading: Reading): readonly Value[] =>
  itemsOf(at(template, "volumes")).flatMap((volume) =>
    itemsOf(at(volume, "cloudSqlInstance", "instances")).flatMap((ref) => namedBy(ref, "SQLInstance", reading) ?? []),
  );

/** What a reference to an object, or to something outside, names. */
const namedBy = (ref: Node | undefined, kind: string, reading: Reading): Value | undefined =>
  reading.reference(at(ref, "name"), "text", kind, "name") ?? reading.value(at(ref, "external"), "text");

function readWorkload({ type, paths, location = "location", optional: isOptional = false }: WorkloadForm): Reader {
  return (object, reading) => {
    const { spec } = object;
    const written = paths.flatMap((steps) => nodesAt(spec, steps));
    const identities = written.flatMap((node) => accountOf(node, object, reading) ?? []);
    const isDefault = written.length === 0 && !isOptional && spec?.kind === "mapping" && !mayHide(spec);
    if (identities.length === 0 && !isDefault) return;
    const workload: Workload = {
      kind: "workload",
      type,
      ...statementOf(object, reading),
      images: [],
      declared: true,
      ...optional("name", nameOf(object, reading)),
      ...optional("location", reading.value(at(spec, location), "resource")),
    };
    for (const identity of isDefault ? [undefined] : distinct(identities))
      reading.facts.push(identity === undefined ? workload : { identity, ...workload });
  };
}

/** What stands at the end of a path, of each item of a list on the way. */
function nodesAt(node: Node | undefined, [key, ...rest]: readonly string[]): readonly Node[] {
  if (node === undefined) return [];
  if (node.kind === "list")
    return itemsOf(node).flatMap((item) => nodesAt(item, key === undefined ? [] : [key, ...rest]));
  return key === undefined ? [node] : nodesAt(at(node, key), rest);
}

/** Each account once, where it is first named. */
const distinct = (identities: readonly Value[]): readonly Value[] =>
  [...new Map(identities.map((one) => [display(one), one] as const).reverse()).values()].reverse();

function readCaller({ type, accounts, targets, events = [] }: CallerForm): Reader {
  return (object, reading) => {
    const used = accounts.find((account) => at(object.spec, ...account.path) !== undefined);
    const identity = used && accountOf(at(object.spec, ...used.path), object, reading);
    const [target] = targets.flatMap((steps) => at(object.spec, ...steps) ?? []);
    if (target === undefined || (used !== undefined && identity === undefined)) return;
    const event = events.length === 0 ? undefined : itemsOf(at(object.spec, ...events)).find(isType);
    reading.facts.push({
      kind: "caller",
      type,
      ...statementOf(object, reading),
      ...optional("identity", identity),
      ...optional("token", used?.token),
      ...optional("target", targetOf(target, object, reading)),
      ...optional("event", reading.value(at(event, "value"), "text")),
    });
  };
}

const isType = (criterion: Node): boolean => textAt(criterion, "attribute") === "type";

function targetOf(target: Node, object: KubernetesObject, reading: Reading): Value | undefined {
  const service = reading.reference(at(target, "name"), "text", "RunService", "", namespaceOf(object, target));
  return service ?? reading.value(at(target, "external") ?? target, "text");
}

/** Readers of kinds that run or call as an account, by API group and kind. */
export const WORKLOAD_READERS: readonly (readonly [string, Reader])[] = [
  ...Object.entries(RUN_TEMPLATES).map(([kind, form]) => [`run.cnrm.cloud.google.com/${kind}`, readRun(form)] as const),
  ...Object.entries(WORKLOADS).map(([kind, form]) => [kind, readWorkload(form)] as const),
  ...Object.entries(CALLERS).map(([kind, form]) => [kind, readCaller(form)] as const),
];
