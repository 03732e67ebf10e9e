import type { Target } from "../../model/value.ts";
import type { Extraction, Source } from "../language.ts";
import { entrySpan, isWhole, optional, Reading } from "./reading.ts";
import { type BridgedStatement, bridgedType, readBridged } from "./terraform-like.ts";
import { at, type Entry, itemsOf, type Mapping, type Node, textAt } from "./tree.ts";

const TYPE = /^gcp:(\w+)(?:\/\w+)?:(\w+)$/;

/** Whether a document is a program of Pulumi YAML. */
export const isPulumi = (root: Node): boolean => {
  const resources = at(root, "resources");
  return resources?.kind === "mapping" && resources.entries.some(({ value }) => TYPE.test(textAt(value, "type") ?? ""));
};

/** Reads a program of Pulumi YAML: grants, service accounts, custom roles and Cloud Run. */
export function readPulumi(root: Node, source: Source): Extraction {
  const resources = at(root, "resources");
  const entries = resources?.kind === "mapping" ? resources.entries : [];
  const names = new Set(entries.map(({ key }) => key));
  const scope = source.uri.slice(0, source.uri.lastIndexOf("/"));
  const targetOf = (expression: string): Target | undefined => {
    const [, name = "", attribute = ""] = /^([\w-]+)(?:\.(\w+))?$/.exec(expression) ?? [];
    return names.has(name) ? { address: `${scope}#${name}`, attribute } : undefined;
  };
  const reading = new Reading(source, targetOf);
  for (const entry of entries) readResource(entry, scope, reading);
  return reading;
}

type ResourceReader = (args: Mapping, name: string, statement: BridgedStatement & Declared, reading: Reading) => void;

interface Declared {
  readonly scope: string;
  readonly address: string;
}

function readResource({ key, keySpan, value }: Entry, scope: string, reading: Reading): void {
  const [, provider = "", type = ""] = TYPE.exec(textAt(value, "type") ?? "") ?? [];
  const args = at(value, "properties");
  if (value?.kind !== "mapping" || args?.kind !== "mapping") return;
  const typeEntry = value.entries.find((entry) => entry.key === "type");
  const statement = {
    span: { ...keySpan, end: Math.max(keySpan.end, value.span.end) },
    head: typeEntry === undefined ? keySpan : { ...keySpan, end: Math.max(keySpan.end, entrySpan(typeEntry).end) },
    source: key,
    scope,
    address: `${scope}#${key}`,
  };
  const bridged = bridgedType(provider, type);
  if (bridged !== undefined) readBridged(bridged, args, { ...statement, head: keySpan }, reading);
  else RESOURCES[`${provider}:${type}`]?.(args, key, { ...statement, head: keySpan }, reading);
}

const readAccount: ResourceReader = (args, _, statement, reading) => {
  reading.facts.push({
    kind: "service-account",
    ...statement,
    ...optional("accountId", reading.value(at(args, "accountId"), "text")),
    ...optional("project", reading.value(at(args, "project"), "resource")),
  });
};

const readRole =
  (level: "project" | "organization"): ResourceReader =>
  (args, _, statement, reading) => {
    const list = at(args, "permissions");
    const permissions = reading.list(list, "permission");
    reading.facts.push({
      kind: "custom-role",
      level,
      ...statement,
      permissions,
      complete: isWhole(list, reading) && permissions.length === list.items.length,
      ...optional("parent", reading.value(at(args, level === "project" ? "project" : "orgId"), "resource")),
      ...optional("id", reading.value(at(args, "roleId"), "text")),
      ...optional("title", reading.value(at(args, "title"), "text")),
      ...optional("description", reading.value(at(args, "description"), "text")),
      ...optional("stage", reading.value(at(args, "stage"), "text")),
    });
  };

const readRun =
  (type: string, identity: string, ...path: readonly string[]): ResourceReader =>
  (args, _, statement, reading) => {
    const template = at(args, ...path);
    const containers = itemsOf(at(template, "containers"));
    const images = containers.flatMap((item) => reading.value(at(item, "image"), "image") ?? []);
    if (template?.kind !== "mapping" || images.length === 0 || template.templated) return;
    reading.facts.push({
      kind: "workload",
      type,
      ...statement,
      images,
      declared: true,
      ...optional("name", reading.value(at(args, "name"), "resource")),
      ...optional("project", reading.value(at(args, "project"), "resource")),
      ...optional("location", reading.value(at(args, "location"), "resource")),
      ...optional("identity", reading.value(at(template, identity), "account")),
    });
  };

const RESOURCES: Readonly<Record<string, ResourceReader>> = {
  "serviceaccount:Account": readAccount,
  "serviceAccount:Account": readAccount,
  "projects:IAMCustomRole": readRole("project"),
  "organizations:IAMCustomRole": readRole("organization"),
  "cloudrunv2:Service": readRun("run.services", "serviceAccount", "template"),
  "cloudrunv2:Job": readRun("run.jobs", "serviceAccount", "template", "template"),
  "cloudrunv2:WorkerPool": readRun("run.workerpools", "serviceAccount", "template"),
  "cloudrun:Service": readRun("run.services", "serviceAccountName", "template", "spec"),
};
