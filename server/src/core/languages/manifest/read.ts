import type { Extraction, Source } from "../language.ts";
import { readPolicyFile, readReport } from "./allow-policy.ts";
import { readKnativeService, readRunJob, readWorkerPool } from "./cloud-run.ts";
import { readAuditConfig, readPolicy, readPolicyMember } from "./config-connector-iam.ts";
import { readCustomRole, readRun, readServiceAccount } from "./config-connector-objects.ts";
import { readCustomRoleFile } from "./custom-role-file.ts";
import { mayHoldFactory, readFactory } from "./fabric-factory.ts";
import { type KubernetesObject, objectOf } from "./kubernetes-object.ts";
import { Reading } from "./reading.ts";
import { at, itemsOf, type Mapping, type Node } from "./tree.ts";

const MARKS =
  /\b(?:iam|run)\.cnrm\.cloud\.google\.com\b|\bserving\.knative\.dev\b|\brun\.googleapis\.com\/v1\b|\bincludedPermissions\b|\bbindings["']?[ \t]*:/;

/** Cheap and never wrong the other way: false means that `readDocument` would find nothing in the text. */
export const mayHoldManifest = (text: string): boolean => MARKS.test(text) || mayHoldFactory(text);

type Reader = (object: KubernetesObject, reading: Reading) => void;

/** By API group and kind. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ["iam.cnrm.cloud.google.com/IAMPolicyMember", readPolicyMember],
  ["iam.cnrm.cloud.google.com/IAMPartialPolicy", readPolicy("member")],
  ["iam.cnrm.cloud.google.com/IAMPolicy", readPolicy("policy")],
  ["iam.cnrm.cloud.google.com/IAMAuditConfig", readAuditConfig],
  ["iam.cnrm.cloud.google.com/IAMServiceAccount", readServiceAccount],
  ["iam.cnrm.cloud.google.com/IAMCustomRole", readCustomRole],
  ["run.cnrm.cloud.google.com/RunService", readRun("run.services", "template")],
  ["run.cnrm.cloud.google.com/RunJob", readRun("run.jobs", "template", "template")],
  ["serving.knative.dev/Service", readKnativeService],
  ["run.googleapis.com/Job", readRunJob],
  ["run.googleapis.com/WorkerPool", readWorkerPool],
]);

/** Reads one document of YAML or JSON: an object of Kubernetes, an allow policy, a report of policies, a custom role. */
export function readDocument(source: Pick<Source, "uri" | "text">, root: Node): Extraction {
  const reading = new Reading(source);
  if (root.kind === "list")
    for (const item of itemsOf(root)) void (readItem(item, reading) || readReport(item, reading));
  if (root.kind === "mapping") readMapping(root, source, reading);
  return reading;
}

function readMapping(root: Mapping, { text }: Pick<Source, "text">, reading: Reading): void {
  const object = objectOf(root);
  if (object === undefined) {
    const isRead = readReport(root, reading) || readPolicyFile(root, reading) || readCustomRoleFile(root, reading);
    if (!isRead) readFactory(root, text.slice(0, root.span.start), reading);
  } else if (object.kind === "List") {
    for (const item of itemsOf(at(root, "items"))) readItem(item, reading);
  } else {
    readObject(object, reading);
  }
}

function readItem(item: Node, reading: Reading): boolean {
  const object = item.kind === "mapping" ? objectOf(item) : undefined;
  if (object !== undefined) readObject(object, reading);
  return object !== undefined;
}

const readObject = (object: KubernetesObject, reading: Reading): void =>
  READERS.get(`${object.group}/${object.kind}`)?.(object, reading);
