import type { DenyRule } from "../../model/facts.ts";
import { addressOf } from "./config-connector-objects.ts";
import { type KubernetesObject, titleOf } from "./kubernetes-object.ts";
import { entrySpan, isWhole, optional, type Reading } from "./reading.ts";
import { at, entryOf, itemsOf, type Mapping, type Node } from "./tree.ts";

/** A deny policy as `gcloud iam policies create --policy-file` reads it. */
export function readDenyFile(root: Mapping, reading: Reading): boolean {
  const list = entryOf(root, "rules");
  if (list === undefined || !itemsOf(list.value).some((item) => at(item, "denyRule") !== undefined)) return false;
  const head = entryOf(root, "displayName") ?? list;
  reading.facts.push({
    kind: "deny-policy",
    span: root.span,
    head: head === list ? list.keySpan : entrySpan(head),
    source: "deny policy",
    scope: reading.scope,
    rules: rulesOf(list.value, reading),
  });
  return true;
}

/** `IAMDenyPolicy` of Config Connector. */
export function readDenyPolicy(object: KubernetesObject, reading: Reading): void {
  const { root, head, spec } = object;
  const parent = ["projectRef", "folderRef", "organizationRef"].flatMap((key) => at(spec, key) ?? [])[0];
  reading.facts.push({
    kind: "deny-policy",
    span: root.span,
    head,
    source: titleOf(object),
    scope: reading.scope,
    ...optional("address", addressOf(object, reading)),
    ...optional("parent", reading.value(at(parent, "external") ?? at(parent, "name"), "resource")),
    rules: rulesOf(at(spec, "rules"), reading),
  });
}

const rulesOf = (list: Node | undefined, reading: Reading): readonly DenyRule[] =>
  denyRulesOf(
    itemsOf(list).flatMap((item) => at(item, "denyRule") ?? []),
    CAMEL,
    reading,
  );

/** How the lists and the condition of a rule are called. */
interface Names {
  readonly principals: string;
  readonly exceptPrincipals: string;
  readonly permissions: string;
  readonly exceptPermissions: string;
  readonly condition: string;
}

const CAMEL: Names = {
  principals: "deniedPrincipals",
  exceptPrincipals: "exceptionPrincipals",
  permissions: "deniedPermissions",
  exceptPermissions: "exceptionPermissions",
  condition: "denialCondition",
};

/** The names that the factories of Cloud Foundation Fabric take over from Terraform. */
export const SNAKE: Names = {
  principals: "denied_principals",
  exceptPrincipals: "exception_principals",
  permissions: "denied_permissions",
  exceptPermissions: "exception_permissions",
  condition: "denial_condition",
};

export const denyRulesOf = (rules: readonly Node[], names: Names, reading: Reading): readonly DenyRule[] =>
  rules.flatMap((rule) => ruleOf(rule, names, reading) ?? []);

function ruleOf(rule: Node, names: Names, reading: Reading): DenyRule | undefined {
  if (rule.kind !== "mapping" || reading.isFull) return undefined;
  const { condition: conditionName, ...listNames } = names;
  const lists = Object.values(listNames).flatMap((key) => at(rule, key) ?? []);
  const condition = reading.condition(at(rule, conditionName));
  return {
    span: rule.uses[0] ?? rule.span,
    principals: reading.list(at(rule, names.principals), "member"),
    exceptPrincipals: reading.list(at(rule, names.exceptPrincipals), "member"),
    permissions: reading.list(at(rule, names.permissions), "permission"),
    exceptPermissions: reading.list(at(rule, names.exceptPermissions), "permission"),
    ...optional("condition", condition),
    complete: lists.every((list) => isWhole(list, reading)),
  };
}
