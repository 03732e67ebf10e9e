import type { Grant } from "../../../model/finding.ts";
import { soleReference, type Value } from "../../../model/value.ts";
import type { Source } from "../../language.ts";
import { at, type Mapping, textAt } from "../../manifest/tree.ts";
import { argumentLines, grantTypeOf } from "./arguments.ts";
import { type Block, freeName } from "./lines.ts";

const API = /^(?:\w+\.)?(gcp(?:\.m)?\.(?:upbound|crossplane)\.io)\/(v\w+)$/;

/** An object that grants a role, in the provider and version of another one; `undefined` where there is none of that kind. */
export function crossplaneGrant(grant: Grant, root: Mapping, source: Source): Block | undefined {
  const [, provider, version] = API.exec(textAt(root, "apiVersion") ?? "") ?? [];
  const type = grantTypeOf(grant);
  if (provider === undefined || type?.crossplane === undefined) return undefined;
  const [group, kind] = type.crossplane;
  const args = argumentLines(grant, type, referTo, source);
  if (args === undefined) return undefined;
  const namespace = textAt(root, "metadata", "namespace");
  const config = textAt(root, "spec", "providerConfigRef", "name");
  const isTaken = (name: string) =>
    new RegExp(`\\bname:[ \\t]*["']?${name}["']?[ \\t]*(?:\\}|\\r?$)`, "m").test(source.text);
  return [
    `apiVersion: ${group}.${provider}/${version}`,
    `kind: ${kind}`,
    "metadata:",
    [`name: ${freeName(grant.name, isTaken)}`, ...(namespace === undefined ? [] : [`namespace: ${namespace}`])],
    "spec:",
    [
      "forProvider:",
      args,
      ...(config === undefined || at(root, "spec", "providerConfigRef")?.kind !== "mapping"
        ? []
        : ["providerConfigRef:", [`name: ${config}`]]),
    ],
  ];
}

/** An account that is an object of its own. */
function referTo(value: Value): string | undefined {
  const address = soleReference(value)?.target?.address;
  return address === undefined ? undefined : /#ServiceAccount\/(?:.*\/)?([^/]+)$/.exec(address)?.[1];
}
