import type { Caller, Workload } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { addressOf, mayHide } from "./config-connector-objects.ts";
import { type KubernetesObject, namespaceOf, projectAnnotation, titleOf } from "./kubernetes-object.ts";
import { optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Node, textAt } from "./tree.ts";

type Reader = (object: KubernetesObject, reading: Reading) => void;

/** What objects of Config Connector that run or call as an account have in common. */
function statementOf(object: KubernetesObject, reading: Reading) {
  const { root, head } = object;
  return {
    span: root.span,
    head,
    source: titleOf(object),
    scope: reading.scope,
    ...optional("address", addressOf(object, reading)),
    ...optional("project", projectOf(object, reading)),
  };
}

function projectOf(object: KubernetesObject, reading: Reading): Value | undefined {
  const ref = at(object.spec, "projectRef");
  return reading.value(at(ref, "external") ?? at(ref, "name") ?? projectAnnotation(object), "resource");
}

/** The account that a `…Ref` or a plain text names. */
function accountOf(node: Node | undefined, object: KubernetesObject, reading: Reading): Value | undefined {
  const name = at(node, "name");
  if (name !== undefined)
    return reading.reference(name, "account", "IAMServiceAccount", "email", namespaceOf(object, node));
  return reading.value(at(node, "external") ?? node, "account");
}

const nameOf = (object: KubernetesObject, reading: Reading): Value | undefined =>
  reading.value(at(object.spec, "resourceID") ?? object.name, "resource");

/** `RunService`, `RunJob`: Cloud Run through Config Connector; `path` leads to the template of the container. */
export const readRun =
  (type: string, ...path: readonly string[]): Reader =>
  (object, reading) => {
    const { spec } = object;
    const template = at(spec, ...path);
    const containers = itemsOf(at(template, "containers"));
    const images = containers.flatMap((item) => reading.value(at(item, "image"), "image") ?? []);
    const identity = accountOf(at(template, "serviceAccountRef"), object, reading);
    if (template?.kind !== "mapping" || images.length === 0 || (identity === undefined && mayHide(template))) return;
    const ingress = reading.value(at(spec, "ingress"), "text");
    reading.facts.push({
      kind: "workload",
      type,
      ...statementOf(object, reading),
      images,
      declared: true,
      ...optional("name", nameOf(object, reading)),
      ...optional("location", reading.value(at(spec, "location"), "resource")),
      ...optional("identity", identity),
      ...filled("secrets", secretsOf(template, containers, reading)),
      ...filled("sqlInstances", instancesOf(template, reading)),
      ...(ingress === undefined ? {} : { settings: { ingress } }),
    });
  };

const filled = <K extends string>(key: K, values: readonly Value[]): { readonly [P in K]?: readonly Value[] } =>
  optional(key, values.length > 0 ? values : undefined);

/** Secrets as files and as variables. */
function secretsOf(template: Node, containers: readonly Node[], reading: Reading): readonly Value[] {
  const mounted = itemsOf(at(template, "volumes")).map((volume) => at(volume, "secret", "secretRef"));
  const variables = containers.flatMap((container) =>
    itemsOf(at(container, "env")).map((entry) => at(entry, "valueSource", "secretKeyRef", "secretRef")),
  );
  return [...mounted, ...variables].flatMap((ref) => namedBy(ref, "SecretManagerSecret", reading) ?? []);
}

const instancesOf = (template: Node, reading: Reading): readonly Value[] =>
  itemsOf(at(template, "volumes")).flatMap((volume) =>
    itemsOf(at(volume, "cloudSqlInstance", "instances")).flatMap((ref) => namedBy(ref, "SQLInstance", reading) ?? []),
  );

/** What a reference to an object, or to something outside, names. */
const namedBy = (ref: Node | undefined, kind: string, reading: Reading): Value | undefined =>
  reading.reference(at(ref, "name"), "text", kind, "name") ?? reading.value(at(ref, "external"), "text");

/** Where an object names the account that it runs as. */
interface Form {
  readonly type: string;
  readonly paths: readonly (readonly string[])[];
  readonly location?: string;
  readonly purpose?: "build" | "trigger";
  /** Absent: without an account it runs as the default one of its product. */
  readonly optional?: boolean;
}

const path = (dotted: string): readonly string[] => dotted.split(".");

/** By API group and kind. Source: the resource reference of Config Connector. */
const FORMS: Readonly<Record<string, Form>> = {
  "compute.cnrm.cloud.google.com/ComputeInstance": {
    type: "compute.instances",
    paths: [path("serviceAccount.serviceAccountRef")],
    location: "zone",
    optional: true,
  },
  "compute.cnrm.cloud.google.com/ComputeInstanceTemplate": {
    type: "compute.instanceTemplates",
    paths: [path("serviceAccount.serviceAccountRef")],
    optional: true,
  },
  "container.cnrm.cloud.google.com/ContainerNodePool": {
    type: "container.nodePools",
    paths: [path("nodeConfig.serviceAccountRef")],
  },
  "container.cnrm.cloud.google.com/ContainerCluster": {
    type: "container.clusters",
    paths: [
      path("nodeConfig.serviceAccountRef"),
      path("clusterAutoscaling.autoProvisioningDefaults.serviceAccountRef"),
    ],
    optional: true,
  },
  "cloudfunctions.cnrm.cloud.google.com/CloudFunctionsFunction": {
    type: "cloudfunctions.functions",
    paths: [path("serviceAccountRef")],
    location: "region",
  },
  "cloudfunctions2.cnrm.cloud.google.com/CloudFunctions2Function": {
    type: "cloudfunctions.functions",
    paths: [path("serviceConfig.serviceAccountRef"), path("serviceConfig.serviceAccountEmail")],
  },
  "cloudbuild.cnrm.cloud.google.com/CloudBuildTrigger": {
    type: "cloudbuild.triggers",
    paths: [path("serviceAccountRef")],
    optional: true,
  },
  "workflows.cnrm.cloud.google.com/WorkflowsWorkflow": {
    type: "workflows.workflows",
    paths: [path("serviceAccountRef")],
    location: "region",
    optional: true,
  },
  "dataflow.cnrm.cloud.google.com/DataflowJob": {
    type: "dataflow.jobs",
    paths: [path("serviceAccountRef")],
    location: "region",
  },
  "dataproc.cnrm.cloud.google.com/DataprocCluster": {
    type: "dataproc.clusters",
    paths: [path("config.gceClusterConfig.serviceAccountRef")],
  },
  "dataproc.cnrm.cloud.google.com/DataprocWorkflowTemplate": {
    type: "dataproc.workflowTemplates",
    paths: [path("placement.managedCluster.config.gceClusterConfig.serviceAccountRef")],
    optional: true,
  },
  "notebooks.cnrm.cloud.google.com/NotebookInstance": {
    type: "notebooks.instances",
    paths: [path("serviceAccountRef")],
    location: "zone",
    optional: true,
  },
};

function readWorkload({ type, paths, location = "location", ...form }: Form): Reader {
  return (object, reading) => {
    const { spec } = object;
    const [written] = paths.flatMap((steps) => at(spec, ...steps) ?? []);
    const identity = accountOf(written, object, reading);
    if (identity === undefined && (form.optional === true || written !== undefined)) return;
    if (spec?.kind !== "mapping" || (identity === undefined && mayHide(spec))) return;
    const workload: Workload = {
      kind: "workload",
      type,
      ...statementOf(object, reading),
      images: [],
      declared: true,
      ...optional("name", nameOf(object, reading)),
      ...optional("location", reading.value(at(spec, location), "resource")),
      ...optional("identity", identity),
      ...optional("purpose", form.purpose),
    };
    reading.facts.push(workload);
  };
}

/** Where an object names the account that it calls others as, by the kind of its token, and what it calls. */
interface CallerForm {
  readonly type: string;
  readonly accounts: readonly { readonly token?: Caller["token"]; readonly path: readonly string[] }[];
  readonly targets: readonly (readonly string[])[];
  /** A list of an `attribute` and its `value`, of which that of `type` names the events. */
  readonly events?: readonly string[];
}

const CALLERS: Readonly<Record<string, CallerForm>> = {
  "cloudscheduler.cnrm.cloud.google.com/CloudSchedulerJob": {
    type: "cloudscheduler.jobs",
    accounts: [
      { token: "oidc", path: path("httpTarget.oidcToken.serviceAccountRef") },
      { token: "oidc", path: path("httpTarget.oidcToken.serviceAccountEmail") },
      { token: "oauth", path: path("httpTarget.oauthToken.serviceAccountRef") },
      { token: "oauth", path: path("httpTarget.oauthToken.serviceAccountEmail") },
    ],
    targets: [path("httpTarget.uri")],
  },
  "pubsub.cnrm.cloud.google.com/PubSubSubscription": {
    type: "pubsub.subscriptions",
    accounts: [
      { token: "oidc", path: path("pushConfig.oidcToken.serviceAccountEmail") },
      { token: "oidc", path: path("pushConfig.oidcToken.serviceAccountRef") },
    ],
    targets: [path("pushConfig.pushEndpoint")],
  },
  "eventarc.cnrm.cloud.google.com/EventarcTrigger": {
    type: "eventarc.triggers",
    accounts: [{ token: "oidc", path: path("serviceAccountRef") }],
    targets: [path("destination.cloudRunService.serviceRef"), path("destination.httpEndpoint.uri")],
    events: path("matchingCriteria"),
  },
};

function readCaller({ type, accounts, targets, events = [] }: CallerForm): Reader {
  return (object, reading) => {
    const used = accounts.find((account) => at(object.spec, ...account.path) !== undefined);
    const identity = used && accountOf(at(object.spec, ...used.path), object, reading);
    const [target] = targets.flatMap((steps) => at(object.spec, ...steps) ?? []);
    if (target === undefined || (used !== undefined && identity === undefined)) return;
    const event = events.length === 0 ? undefined : itemsOf(at(object.spec, ...events)).find(isType);
    reading.facts.push({
      kind: "caller",
      type,
      ...statementOf(object, reading),
      ...optional("identity", identity),
      ...optional("token", used?.token),
      ...optional("target", targetOf(target, object, reading)),
      ...optional("event", reading.value(at(event, "value"), "text")),
    });
  };
}

const isType = (criterion: Node): boolean => textAt(criterion, "attribute") === "type";

function targetOf(target: Node, object: KubernetesObject, reading: Reading): Value | undefined {
  const service = reading.reference(at(target, "name"), "text", "RunService", "", namespaceOf(object, target));
  return service ?? reading.value(at(target, "external") ?? target, "text");
}

/** Readers of kinds that run or call as an account, by API group and kind. */
export const WORKLOAD_READERS: readonly (readonly [string, Reader])[] = [
  ["run.cnrm.cloud.google.com/RunService", readRun("run.services", "template")],
  ["run.cnrm.cloud.google.com/RunJob", readRun("run.jobs", "template", "template")],
  ["run.cnrm.cloud.google.com/RunWorkerPool", readRun("run.workerpools", "template")],
  ...Object.entries(FORMS).map(([kind, form]) => [kind, readWorkload(form)] as const),
  ...Object.entries(CALLERS).map(([kind, form]) => [kind, readCaller(form)] as const),
];
