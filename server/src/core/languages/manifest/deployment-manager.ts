import type { Resource } from "../../model/facts.ts";
import { readBindingList } from "./binding-list.ts";
import { entrySpan, optional, type Reading } from "./reading.ts";
import { at, entryOf, itemsOf, type Mapping, type Node, textAt } from "./tree.ts";

const MEMBER_TYPE = /virtual\.([\w.]+)\.iamMemberBinding$/;

/** What the virtual types grant a role on. Source: cloud.google.com/deployment-manager/docs/configuration/supported-gcp-types. */
const TYPES: Readonly<Record<string, string>> = {
  projects: "resourcemanager.projects",
  folders: "resourcemanager.folders",
  organizations: "resourcemanager.organizations",
  buckets: "storage.buckets",
  "projects.serviceAccounts": "iam.serviceAccounts",
  "projects.topics": "pubsub.topics",
  "projects.subscriptions": "pubsub.subscriptions",
  "projects.locations.functions": "cloudfunctions.functions",
};

/** A configuration of Deployment Manager: the policies and grants of its resources. */
export function readDeployment(root: Mapping, reading: Reading): boolean {
  const resources = itemsOf(at(root, "resources")).filter((item) => item.kind === "mapping");
  const telling = resources.filter((item) => isGrant(item) || policyOf(item) !== undefined);
  for (const resource of telling) readResource(resource, reading);
  return telling.length > 0;
}

const isGrant = (resource: Node): boolean => MEMBER_TYPE.test(textAt(resource, "type") ?? "");
const policyOf = (resource: Node): Node | undefined => at(resource, "accessControl", "gcpIamPolicy", "bindings");

function readResource(resource: Mapping, reading: Reading): void {
  const source = textAt(resource, "name") ?? "resource";
  if (isGrant(resource)) readGrant(resource, source, reading);
  const form = { authority: "policy" as const, resource: { fields: {} }, source };
  readBindingList(policyOf(resource), { ...form, readMember: (item) => reading.value(item, "member") }, reading);
}

function readGrant(resource: Mapping, source: string, reading: Reading): void {
  const properties = at(resource, "properties");
  const type = TYPES[MEMBER_TYPE.exec(textAt(resource, "type") ?? "")?.[1] ?? ""];
  const target: Resource = {
    ...optional("type", type),
    fields: { ...optional("name", reading.value(at(properties, "resource"), "resource")) },
  };
  const member = reading.value(at(properties, "member"), "member");
  const head = entryOf(resource, "name");
  reading.facts.push({
    kind: "binding",
    effect: "grant",
    authority: "member",
    span: resource.span,
    head: head === undefined ? resource.span : entrySpan(head),
    source,
    scope: reading.scope,
    resource: target,
    members: member === undefined ? [] : [member],
    complete: member !== undefined,
    ...optional("role", reading.value(at(properties, "role"), "role", type)),
  });
}
