import type { CustomRole } from "../../model/facts.ts";
import { literal } from "../../model/value.ts";
import { annotation, type KubernetesObject, namespaceOf, projectAnnotation, titleOf } from "./kubernetes-object.ts";
import { isWhole, optional, type Reading, writtenText } from "./reading.ts";
import { at, entryOf, isEmpty, type Mapping } from "./tree.ts";

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

/** `IAMServiceAccountKey`: a key of a service account; where one's own public key is uploaded, no secret leaves its place. */
export function readServiceAccountKey(object: KubernetesObject, reading: Reading): void {
  const { root, head, spec } = object;
  if (entryOf(spec, "publicKeyData") !== undefined) return;
  reading.flaw("account-key", head, { span: root.span, head, source: titleOf(object) });
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

/** `ConfigConnectorContext`, `ConfigConnector`: as whom the objects of one namespace, or of all, are made. */
export function readConfigConnector(object: KubernetesObject, reading: Reading): void {
  const { root, head, spec, kind } = object;
  const { scope } = reading;
  const account = reading.value(at(spec, "googleServiceAccount"), "account");
  const namespace = kind === "ConfigConnector" ? undefined : namespaceOf(object);
  if (account === undefined || (kind !== "ConfigConnector" && namespace === undefined)) return;
  reading.facts.push({
    kind: "applier",
    span: root.span,
    head,
    source: titleOf(object),
    scope,
    configuration: scope,
    member: { ...account, parts: [literal("serviceAccount:"), ...account.parts] },
    ...optional("provider", namespace),
  });
}

/** Whether an identity may be written where it is not seen: half-typed, or brought by a template. */
export const mayHide = (template: Mapping): boolean =>
  template.templated || template.entries.some(({ key }) => /^service/i.test(key));

/** What references in other documents of the folder call the object. */
export function addressOf(object: KubernetesObject, reading: Reading): string | undefined {
  const { kind, name } = object;
  if (name?.kind !== "scalar" || isEmpty(name)) return undefined;
  const namespace = namespaceOf(object);
  const path = namespace === undefined ? [kind, writtenText(name)] : [kind, namespace, writtenText(name)];
  return reading.addressOf(path.join("/"));
}
