import type { CustomRole } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { annotation, type KubernetesObject, projectAnnotation, titleOf } from "./kubernetes-object.ts";
import { isWhole, optional, type Reading, writtenText } from "./reading.ts";
import { at, isEmpty, itemsOf, type Mapping, type Node } from "./tree.ts";

/** `IAMServiceAccount`: a service account. */
export function readServiceAccount(object: KubernetesObject, reading: Reading): void {
  const { root, head, spec } = object;
  reading.facts.push({
    kind: "service-account",
    span: root.span,
    head,
    source: titleOf(object),
    scope: reading.scope,
    ...optional("address", addressOf(object, reading)),
    ...optional("accountId", reading.value(at(spec, "resourceID") ?? object.name, "text")),
    ...optional("project", reading.value(projectAnnotation(object), "resource")),
  });
}

/** `IAMCustomRole`: a custom role. */
export function readCustomRole(object: KubernetesObject, reading: Reading): void {
  const { root, head, spec } = object;
  const list = at(spec, "permissions");
  const permissions = reading.list(list, "permission");
  reading.facts.push({
    kind: "custom-role",
    span: root.span,
    head,
    source: titleOf(object),
    scope: reading.scope,
    ...levelOf(object, reading),
    permissions,
    complete: isWhole(list, reading) && permissions.length === list.items.length,
    ...optional("address", addressOf(object, reading)),
    ...optional("id", reading.value(at(spec, "resourceID") ?? object.name, "text")),
    ...optional("title", reading.value(at(spec, "title"), "text")),
    ...optional("description", reading.value(at(spec, "description"), "text")),
    ...optional("stage", reading.value(at(spec, "stage"), "text")),
  });
}

/** Without an annotation the namespace decides, which is not seen here; an organization's role may hold more permissions. */
function levelOf(object: KubernetesObject, reading: Reading): Pick<CustomRole, "level" | "parent"> {
  const project = reading.value(projectAnnotation(object), "resource");
  if (project !== undefined) return { level: "project", parent: project };
  const organization = reading.value(annotation(object, "cnrm.cloud.google.com/organization-id"), "resource");
  return { level: "organization", ...optional("parent", organization) };
}

/** `RunService` and `RunJob`: Cloud Run through Config Connector; `path` leads to the template of the container. */
export const readRun =
  (type: string, ...path: readonly string[]) =>
  (object: KubernetesObject, reading: Reading): void => {
    const template = at(object.spec, ...path);
    const images = itemsOf(at(template, "containers")).flatMap(
      (item) => reading.value(at(item, "image"), "image") ?? [],
    );
    const identity = readIdentity(at(template, "serviceAccountRef"), reading);
    if (template?.kind !== "mapping" || images.length === 0 || (identity === undefined && mayHide(template))) return;
    reading.facts.push({
      kind: "workload",
      type,
      span: object.root.span,
      head: object.head,
      source: titleOf(object),
      scope: reading.scope,
      images,
      declared: true,
      ...optional("address", addressOf(object, reading)),
      ...optional("name", reading.value(at(object.spec, "resourceID") ?? object.name, "resource")),
      ...optional("project", readProject(object, reading)),
      ...optional("location", reading.value(at(object.spec, "location"), "resource")),
      ...optional("identity", identity),
    });
  };

/** Whether an identity may be written where it is not seen: half-typed, or brought by a template. */
export const mayHide = (template: Mapping): boolean =>
  template.templated || template.entries.some(({ key }) => /^service/i.test(key));

function readIdentity(ref: Node | undefined, reading: Reading): Value | undefined {
  const name = at(ref, "name");
  return name === undefined
    ? reading.value(at(ref, "external"), "account")
    : reading.reference(name, "account", "IAMServiceAccount", "email");
}

function readProject(object: KubernetesObject, reading: Reading): Value | undefined {
  const ref = at(object.spec, "projectRef");
  return reading.value(at(ref, "external") ?? at(ref, "name") ?? projectAnnotation(object), "resource");
}

/** What references in other documents of the folder call the object. */
function addressOf({ kind, name }: KubernetesObject, reading: Reading): string | undefined {
  return name?.kind === "scalar" && !isEmpty(name) ? reading.addressOf(`${kind}/${writtenText(name)}`) : undefined;
}
