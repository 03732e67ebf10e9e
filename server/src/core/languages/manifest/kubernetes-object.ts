import type { Span } from "../../text/span.ts";
import { entrySpan, writtenText } from "./reading.ts";
import { at, entryOf, type Mapping, type Node, textAt } from "./tree.ts";

/** A document in the form of Kubernetes: `apiVersion`, `kind`, `metadata`, `spec`. */
export interface KubernetesObject {
  readonly root: Mapping;
  /** API group without version: `iam.cnrm.cloud.google.com`. */
  readonly group: string;
  readonly kind: string;
  readonly name: Node | undefined;
  readonly spec: Node | undefined;
  /** `kind: X`: where a finding about the whole object stands. */
  readonly head: Span;
}

/** The document as an object; `undefined` when it has another form. */
export function objectOf(root: Mapping): KubernetesObject | undefined {
  const group = textAt(root, "apiVersion")?.split("/", 1)[0];
  const kind = textAt(root, "kind");
  const entry = entryOf(root, "kind");
  if (group === undefined || kind === undefined || entry === undefined) return undefined;
  const head = entrySpan(entry);
  return { root, group, kind, name: at(root, "metadata", "name"), spec: at(root, "spec"), head };
}

/** What people call the object: `IAMPolicyMember ci`. */
export const titleOf = ({ kind, name }: KubernetesObject): string =>
  name?.kind === "scalar" && name.parts.length > 0 ? `${kind} ${writtenText(name)}` : kind;

export const annotation = ({ root }: KubernetesObject, key: string): Node | undefined =>
  at(root, "metadata", "annotations", key);

/** The project that an object of Config Connector belongs to, where the object itself says it. */
export const projectAnnotation = (object: KubernetesObject): Node | undefined =>
  annotation(object, "cnrm.cloud.google.com/project-id");

/** The namespace that a reference names, or else the object itself, as it is written. */
export function namespaceOf({ root }: KubernetesObject, reference?: Node): string | undefined {
  for (const namespace of [at(reference, "namespace"), at(root, "metadata", "namespace")])
    if (namespace?.kind === "scalar" && namespace.parts.length > 0) return writtenText(namespace);
  return undefined;
}
