import type { Binding } from "../../model/facts.ts";
import { type Grant, isAgent } from "../../model/finding.ts";
import { configConnectorKinds } from "../../model/tables/config-connector.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { foreignNamespace, memberField, type NamedObject, namedObject } from "../manifest/member-form.ts";
import { addToPolicy, sameRole } from "../manifest/policy-grant.ts";
import { isPulumi } from "../manifest/pulumi.ts";
import { resourceForm } from "../manifest/resource-form.ts";
import { at, entryOf, type Mapping, textAt } from "../manifest/tree.ts";
import { writeWhole } from "../manifest/write.ts";
import { crossplaneGrant } from "./grants/crossplane.ts";
import { addDeploymentGrant } from "./grants/deployment.ts";
import { type Block, freeName } from "./grants/lines.ts";
import { addPulumiGrant } from "./grants/pulumi.ts";
import { addMember } from "./members.ts";
import { copyOf, isTaken, objectBehind, writtenAt } from "./new-object.ts";
import { documentAt } from "./parse.ts";

/** Writes a grant in the form of the one before: as an object of its own behind its document, as a resource, or into the policy. */
export function addBinding(after: Binding, grant: Grant, source: Source): readonly Edit[] | undefined {
  const document = documentAt(source, after.span);
  const root = document?.root;
  if (document === undefined || root?.kind !== "mapping") return undefined;
  if (entryOf(root, "apiVersion") === undefined) {
    if (isPulumi(root)) return addPulumiGrant(after, grant, root, source);
    const same = sameRole(after, grant, root);
    if (same !== undefined) return isAgent(grant.member) ? undefined : addMember(same, grant.member, source);
    return addToPolicy(after, grant, root, source) ?? addDeploymentGrant(after, grant, root, source);
  }
  const block = document.shared || root.flow ? undefined : objectFor(after, grant, root, source);
  if (block === undefined) return undefined;
  return [objectBehind(document, root, block, source)];
}

/** An object of Config Connector or of Crossplane, as the one before is. */
function objectFor(after: Binding, grant: Grant, root: Mapping, source: Source): Block | undefined {
  const apiVersion = textAt(root, "apiVersion");
  if (apiVersion?.startsWith("iam.cnrm.cloud.google.com/") !== true) return crossplaneGrant(grant, root, source);
  const spec = specOf(root, after, grant, source);
  const start = [`apiVersion: ${apiVersion}`, "kind: IAMPolicyMember"];
  return spec && [...start, "metadata:", metadataOf(root, grant, source), "spec:", spec];
}

function metadataOf(root: Mapping, grant: Grant, source: Source): Block {
  const metadata = at(root, "metadata");
  const namespace = writtenAt(at(metadata, "namespace"), source);
  const annotations = at(metadata, "annotations");
  const copies = annotations?.kind === "mapping" ? annotations.entries.flatMap((entry) => copyOf(entry, source)) : [];
  return [
    `name: ${freeName(grant.name, (name) => isTaken(name, source))}`,
    ...(namespace === undefined ? [] : [`namespace: ${namespace}`]),
    ...(copies.length === 0 ? [] : ["annotations:", copies]),
  ];
}

/** Member, role and resource in the order of the document before. */
function specOf(root: Mapping, after: Binding, grant: Grant, source: Source): Block | undefined {
  const member = memberOf(grant, after.scope, textAt(root, "metadata", "namespace"), source);
  const resource = resourceOf(root, after, grant, source);
  if (member === undefined || resource === undefined) return undefined;
  const groups: readonly { readonly keys: readonly string[]; readonly lines: Block }[] = [
    { keys: ["member", "memberFrom"], lines: member },
    { keys: ["role"], lines: [`role: ${grant.role}`] },
    { keys: ["resourceRef"], lines: resource },
  ];
  const spec = at(root, "spec");
  const order = spec?.kind === "mapping" ? spec.entries.map(({ key }) => key) : [];
  const rank = (keys: readonly string[]) => order.findIndex((key) => keys.includes(key));
  const known = groups.every(({ keys }) => rank(keys) >= 0);
  const sorted = known ? groups.toSorted((a, b) => rank(a.keys) - rank(b.keys)) : groups;
  return sorted.flatMap(({ lines }) => lines);
}

/** A service agent is an object of its own here, with a number that Config Connector finds out. */
function memberOf({ member }: Grant, scope: string, own: string | undefined, source: Source): Block | undefined {
  if (isAgent(member)) return undefined;
  const object = namedObject(member, scope);
  if (object === undefined) {
    const text = writeWhole(member.parts, "plain", source);
    return text === undefined ? undefined : [`member: ${text}`];
  }
  const field = memberField(object.kind);
  const name = writeWhole(object.name, "plain", source);
  return field === undefined || name === undefined
    ? undefined
    : ["memberFrom:", [`${field}:`, [`name: ${name}`, ...namespaceLines(object, own)]]];
}

function namespaceLines(object: NamedObject | undefined, own: string | undefined): readonly string[] {
  const namespace = object && foreignNamespace(object, own);
  return namespace === undefined ? [] : [`namespace: ${namespace}`];
}

function resourceOf(root: Mapping, after: Binding, grant: Grant, source: Source): Block | undefined {
  const ref = at(root, "spec", "resourceRef");
  if (grant.resource === after.resource) {
    const lines = ref?.kind === "mapping" ? ref.entries.flatMap((entry) => copyOf(entry, source)) : [];
    return lines.length === 0 ? undefined : ["resourceRef:", lines];
  }
  const form = resourceForm(grant.resource, after.scope);
  const value = form === undefined ? undefined : writeWhole(form.value, "plain", source);
  if (form === undefined || value === undefined) return undefined;
  const own = textAt(root, "metadata", "namespace");
  const versioned = form.field === "name" && entryOf(ref, "apiVersion") !== undefined;
  const group = configConnectorKinds[form.kind]?.group;
  const version = versioned && group !== undefined ? [`apiVersion: ${group}/v1beta1`] : [];
  return [
    "resourceRef:",
    [...version, `kind: ${form.kind}`, `${form.field}: ${value}`, ...namespaceLines(form.object, own)],
  ];
}
