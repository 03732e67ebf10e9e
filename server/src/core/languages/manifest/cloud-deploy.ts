import type { Value } from "../../model/value.ts";
import { mayHide } from "./config-connector-objects.ts";
import { type KubernetesObject, titleOf } from "./kubernetes-object.ts";
import { optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Node } from "./tree.ts";

/** Where a configuration of executions names its account; the two pools are the older form. */
const PLACES = [["serviceAccount"], ["privatePool", "serviceAccount"], ["defaultPool", "serviceAccount"]];

/**
 * A target of Cloud Deploy: what renders and deploys its releases runs as the accounts of its execution configurations.
 * Source: cloud.google.com/deploy/docs/config-files.
 */
export function readDeployTarget(object: KubernetesObject, reading: Reading): void {
  for (const config of itemsOf(at(object.root, "executionConfigs"))) {
    const identity = accountIn(config, reading);
    if (identity === undefined && (config.kind !== "mapping" || mayHide(config))) continue;
    addWorkload("clouddeploy.targets", object, identity, reading);
  }
}

function accountIn(config: Node, reading: Reading): Value | undefined {
  const named = PLACES.map((path) => at(config, ...path)).find((node) => node !== undefined);
  return reading.value(named, "account");
}

/** An automation of Cloud Deploy. */
export function readDeployAutomation(object: KubernetesObject, reading: Reading): void {
  const identity = reading.value(at(object.root, "serviceAccount"), "account");
  if (identity !== undefined) addWorkload("clouddeploy.automations", object, identity, reading);
}

function addWorkload(type: string, object: KubernetesObject, identity: Value | undefined, reading: Reading): void {
  reading.facts.push({
    kind: "workload",
    type,
    span: object.root.span,
    head: object.head,
    source: titleOf(object),
    scope: reading.scope,
    images: [],
    declared: true,
    ...optional("name", reading.value(object.name, "resource")),
    ...optional("identity", identity),
  });
}
