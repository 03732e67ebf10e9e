import { type KubernetesObject, titleOf } from "./kubernetes-object.ts";
import { optional, type Reading, writtenText } from "./reading.ts";
import { bridgedType, readBridged } from "./terraform-like.ts";
import { at } from "./tree.ts";

const GROUP = /^(?:(\w+)\.)?gcp(?:\.m)?\.(?:upbound|crossplane)\.io$/;

/** An object of Crossplane's provider for Google Cloud; whether it is one. */
export function readCrossplane(object: KubernetesObject, reading: Reading): boolean {
  const [matched, provider = ""] = GROUP.exec(object.group) ?? [];
  if (matched === undefined) return false;
  const args = at(object.spec, "forProvider");
  const statement = { span: object.root.span, head: object.head, source: titleOf(object) };
  const type = bridgedType(provider, object.kind);
  if (type !== undefined && args?.kind === "mapping") readBridged(type, args, statement, reading);
  if (object.kind === "ServiceAccount" && object.name?.kind === "scalar") {
    reading.facts.push({
      kind: "service-account",
      ...statement,
      scope: reading.scope,
      address: reading.addressOf(`ServiceAccount/${writtenText(object.name)}`),
      ...optional("accountId", reading.value(object.name, "text")),
      ...optional("project", reading.value(at(args, "project"), "resource")),
    });
  }
  return true;
}
