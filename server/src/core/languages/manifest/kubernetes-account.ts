import { literal, type Value } from "../../model/value.ts";
import { annotation, type KubernetesObject, namespaceOf, titleOf } from "./kubernetes-object.ts";
import { optional, type Reading } from "./reading.ts";

/** The service account of Google Cloud that pods with an account of Kubernetes act as. */
const ANNOTATION = "iam.gke.io/gcp-service-account";

/** A `ServiceAccount` of Kubernetes that is to act as one of Google Cloud; its name is qualified by its namespace. */
export function readKubernetesAccount(object: KubernetesObject, reading: Reading): void {
  const identity = reading.value(annotation(object, ANNOTATION), "account");
  if (identity === undefined) return;
  reading.facts.push({
    kind: "workload",
    type: "kubernetes.serviceAccounts",
    span: object.root.span,
    head: object.head,
    source: titleOf(object),
    scope: reading.scope,
    images: [],
    declared: true,
    identity,
    ...optional("name", qualifiedName(object, reading)),
  });
}

function qualifiedName(object: KubernetesObject, reading: Reading): Value | undefined {
  const name = reading.value(object.name, "resource");
  const namespace = namespaceOf(object);
  if (name === undefined || namespace === undefined || namespace.includes("${")) return undefined;
  return { ...name, parts: [literal(`${namespace}/`), ...name.parts] };
}
