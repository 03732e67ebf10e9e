import type { Authority, Resource } from "../../model/facts.ts";
import { configConnectorKinds } from "../../model/tables/config-connector.ts";
import type { Value } from "../../model/value.ts";
import { readAudit } from "./audit-config.ts";
import { type BindingForm, readBindingList } from "./binding-list.ts";
import { ObjectFlaws } from "./config-connector-flaws.ts";
import { type KubernetesObject, namespaceOf, projectAnnotation, titleOf } from "./kubernetes-object.ts";
import { optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Node, textAt } from "./tree.ts";

/** The references of `memberFrom` and the kinds of objects that they name. */
export const MEMBER_SOURCES: Readonly<Record<string, string>> = {
  serviceAccountRef: "IAMServiceAccount",
  serviceIdentityRef: "ServiceIdentity",
  logSinkRef: "LoggingLogSink",
  sqlInstanceRef: "SQLInstance",
  bigQueryConnectionConnectionRef: "BigQueryConnectionConnection",
};

/** `IAMPolicyMember`: one role for one member. */
export function readPolicyMember(object: KubernetesObject, reading: Reading): void {
  const { root, head, spec } = object;
  const resource = readResource(object, reading);
  const role = reading.value(at(spec, "role"), "role", resource.type);
  const member = readMember(spec, object, reading);
  const condition = reading.condition(at(spec, "condition"));
  const flaws = new ObjectFlaws(object, reading);
  flaws.member(spec);
  flaws.role(at(spec, "role"));
  flaws.resource(at(spec, "resourceRef"));
  reading.facts.push({
    kind: "binding",
    effect: "grant",
    authority: "member",
    span: root.span,
    head,
    source: titleOf(object),
    scope: reading.scope,
    resource,
    members: member === undefined ? [] : [member],
    complete: member !== undefined,
    ...optional("role", role),
    ...optional("condition", condition),
  });
}

/**
 * `IAMPartialPolicy` merges its bindings into the policy and leaves other members alone; `IAMPolicy` owns the whole policy.
 */
export const readPolicy =
  (authority: Authority) =>
  (object: KubernetesObject, reading: Reading): void => {
    const form: BindingForm = {
      authority,
      resource: readResource(object, reading),
      source: titleOf(object),
      applied: "object",
      readMember: (item) =>
        item.kind === "mapping" ? readMember(item, object, reading) : reading.value(item, "member"),
    };
    const list = at(object.spec, "bindings");
    readBindingList(list, form, reading);
    findFlaws(itemsOf(list), authority, object, reading);
    for (const config of itemsOf(at(object.spec, "auditConfigs"))) readAuditConfig(config, object, reading);
  };

function findFlaws(bindings: readonly Node[], authority: Authority, object: KubernetesObject, reading: Reading): void {
  const flaws = new ObjectFlaws(object, reading);
  flaws.resource(at(object.spec, "resourceRef"));
  if (authority === "policy" && bindings.length > 0) flaws.authority();
  for (const binding of bindings) {
    const members = at(binding, "members");
    flaws.role(at(binding, "role"));
    flaws.members(members, authority === "policy" ? "texts" : "objects");
    if (authority === "member") for (const item of itemsOf(members)) if (item.kind === "mapping") flaws.member(item);
  }
}

/** `IAMAuditConfig`: what goes into the audit logs of one service. */
export const readAuditObject = (object: KubernetesObject, reading: Reading): void =>
  readAuditConfig(object.spec, object, reading);

const readAuditConfig = (config: Node | undefined, object: KubernetesObject, reading: Reading): void =>
  readAudit(config, { span: object.root.span, head: object.head, source: titleOf(object) }, reading);

function readMember(holder: Node | undefined, object: KubernetesObject, reading: Reading): Value | undefined {
  const written = reading.value(at(holder, "member"), "member");
  if (written !== undefined) return written;
  for (const [key, kind] of Object.entries(MEMBER_SOURCES)) {
    const ref = at(holder, "memberFrom", key);
    const name = at(ref, "name");
    if (name !== undefined) return reading.reference(name, "member", kind, "member", namespaceOf(object, ref));
  }
  return undefined;
}

function readResource(object: KubernetesObject, reading: Reading): Resource {
  const ref = at(object.spec, "resourceRef");
  const kind = textAt(ref, "kind");
  const type = kind === undefined ? undefined : kindTable.get(kind)?.type;
  const name = readName(ref, kind, object, reading);
  const project = kind === "Project" ? undefined : reading.value(projectAnnotation(object), "resource");
  return { fields: { ...optional("name", name), ...optional("project", project) }, ...optional("type", type) };
}

/** A map, since a kind may have the name of a property that every object has. */
const kindTable = new Map(Object.entries(configConnectorKinds));

function readName(
  ref: Node | undefined,
  kind: string | undefined,
  object: KubernetesObject,
  reading: Reading,
): Value | undefined {
  const name = at(ref, "name");
  if (name === undefined) return reading.value(at(ref, "external"), "resource");
  if (kind === "IAMServiceAccount") return reading.reference(name, "resource", kind, "name", namespaceOf(object, ref));
  return reading.value(name, "resource");
}
