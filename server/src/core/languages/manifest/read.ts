import type { Extraction, Source } from "../language.ts";
import { holdsMark, type Mark } from "../marks.ts";
import { readAnalysis, readPolicyFile, readReport, readReports, readResult, readRoleLists } from "./allow-policy.ts";
import { readDeployAutomation, readDeployTarget } from "./cloud-deploy.ts";
import { readKnativeService, readRunJob, readWorkerPool } from "./cloud-run.ts";
import { readAuditObject, readPolicy, readPolicyMember } from "./config-connector-iam.ts";
import {
  readConfigConnector,
  readCustomRole,
  readServiceAccount,
  readServiceAccountKey,
} from "./config-connector-objects.ts";
import { WORKLOAD_READERS } from "./config-connector-workloads.ts";
import { readCrossplane } from "./crossplane.ts";
import { findMisnamedPermissions, readCustomRoleFile } from "./custom-role-file.ts";
import { readDenyFile, readDenyPolicy } from "./deny-policy.ts";
import { readDeployment } from "./deployment-manager.ts";
import { readDescriptor } from "./descriptor.ts";
import { mayHoldFactory, readFactory } from "./fabric-factory.ts";
import { readKubernetesAccount } from "./kubernetes-account.ts";
import { type KubernetesObject, objectOf } from "./kubernetes-object.ts";
import { isPulumi, readPulumi } from "./pulumi.ts";
import { Reading } from "./reading.ts";
import { at, itemsOf, type Mapping, type Node } from "./tree.ts";

/** Cheap and never wrong the other way: false means that `readDocument` would find nothing in the text. */
export const mayHoldManifest = (text: string): boolean =>
  holdsMark(text, MARKS) || (text.includes("missions") && holdsRole(text)) || mayHoldFactory(text);

/** The permissions and the stage of a custom role. */
const holdsRole = (text: string): boolean =>
  text.includes("permissions") &&
  /\bstage["']?[ \t]*:[ \t]*["']?(?:ALPHA|BETA|GA|DEPRECATED|DISABLED|EAP)\b/.test(text);

type Reader = (object: KubernetesObject, reading: Reading) => void;

/** By API group and kind. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ["iam.cnrm.cloud.google.com/IAMPolicyMember", readPolicyMember],
  ["iam.cnrm.cloud.google.com/IAMPartialPolicy", readPolicy("member")],
  ["iam.cnrm.cloud.google.com/IAMPolicy", readPolicy("policy")],
  ["iam.cnrm.cloud.google.com/IAMAuditConfig", readAuditObject],
  ["iam.cnrm.cloud.google.com/IAMServiceAccount", readServiceAccount],
  ["iam.cnrm.cloud.google.com/IAMServiceAccountKey", readServiceAccountKey],
  ["iam.cnrm.cloud.google.com/IAMCustomRole", readCustomRole],
  ["iam.cnrm.cloud.google.com/IAMDenyPolicy", readDenyPolicy],
  ["core.cnrm.cloud.google.com/ConfigConnector", readConfigConnector],
  ["core.cnrm.cloud.google.com/ConfigConnectorContext", readConfigConnector],
  ["v1/ServiceAccount", readKubernetesAccount],
  ...WORKLOAD_READERS,
  ["serving.knative.dev/Service", readKnativeService],
  ["deploy.cloud.google.com/Target", readDeployTarget],
  ["deploy.cloud.google.com/Automation", readDeployAutomation],
  ["run.googleapis.com/Job", readRunJob],
  ["run.googleapis.com/WorkerPool", readWorkerPool],
]);

const CONFIG_CONNECTOR = ".cnrm.cloud.google.com";

/** The API groups of Config Connector with an object that is read. */
const GROUPS = [...new Set([...READERS.keys()].map((kind) => kind.split("/")[0] ?? ""))]
  .filter((group) => group.endsWith(CONFIG_CONNECTOR))
  .map((group) => group.slice(0, -CONFIG_CONNECTOR.length));

const MARKS: readonly Mark[] = [
  ["cnrm.cloud.google.com", new RegExp(String.raw`\b(?:${GROUPS.join("|")})\.cnrm\.cloud\.google\.com\b`)],
  ["googleapis.com/v1", /\brun\.googleapis\.com\/v1\b/],
  ["gcp", /\biam\.gke\.io\/gcp-service-account\b|\bgcp:\w+(?:\/\w+)?:\w+|\bgcp(?:\.m)?\.(?:upbound|crossplane)\.io\b/],
  ["deploy.cloud", /\bdeploy\.cloud\.google\.com\b/],
  ["knative.dev", /\bserving\.knative\.dev\b/],
  ["Rule", /\bdenyRule\b/],
  ["Permissions", /\bincludedPermissions\b/],
  ["Binding", /\bvirtual\.[\w.]+\.iamMemberBinding\b|\biamBinding["']?[ \t]*:/],
  ["Resource", /\battachedResource["']?[ \t]*:/],
  ["IAM", /\bkind["']?[ \t]*:[ \t]*["']?IAM(?:PolicyMember|PartialPolicy|Policy|CustomRole)\b/],
  ["/spec/", /\/spec\/(?:bindings|members?|role)\b/],
  ["bindings", /\bbindings["']?[ \t]*:/],
  ["taskGroups", /\btaskGroups"?[ \t]*:/],
  ["service_account", /^[ \t]*"?service_account"?[ \t]*:/m],
];

/** Forms of files without a kind; the first one that fits. */
const FILES: readonly ((root: Mapping, reading: Reading) => boolean)[] = [
  readResult,
  readReport,
  readAnalysis,
  readReports,
  readPolicyFile,
  readRoleLists,
  readCustomRoleFile,
  findMisnamedPermissions,
  readDenyFile,
  readDeployment,
  readDescriptor,
];

/** Reads one document of YAML or JSON: an object of Kubernetes, an allow policy, a report of policies, a custom role. */
export function readDocument(source: Source, root: Node): Extraction {
  if (isPulumi(root)) return readPulumi(root, source);
  const reading = new Reading(source);
  if (root.kind === "list")
    for (const item of itemsOf(root))
      void (readItem(item, reading) || readReport(item, reading) || readResult(item, reading));
  if (root.kind === "mapping") readMapping(root, source, reading);
  return reading;
}

function readMapping(root: Mapping, { text }: Pick<Source, "text">, reading: Reading): void {
  const object = objectOf(root);
  if (object === undefined) {
    const isRead = FILES.some((read) => read(root, reading));
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

function readObject(object: KubernetesObject, reading: Reading): void {
  const read = READERS.get(`${object.group}/${object.kind}`);
  if (read === undefined) readCrossplane(object, reading);
  else read(object, reading);
}
