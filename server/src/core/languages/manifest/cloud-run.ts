import { known, type Value } from "../../model/value.ts";
import { findAnnotationFlaws } from "./cloud-run-flaws.ts";
import { instancesOf, secretsOf, settingsOf } from "./cloud-run-settings.ts";
import { mayHide } from "./config-connector-objects.ts";
import { type KubernetesObject, titleOf } from "./kubernetes-object.ts";
import { optional, type Reading } from "./reading.ts";
import { at, entryOf, itemsOf, type Mapping, type Node, textAt } from "./tree.ts";

/** Where the pod is described, and how sure it is that the object is of Cloud Run and not of another Knative. */
interface Form {
  readonly type: string;
  readonly path: readonly string[];
  readonly own: boolean;
}

const SERVICE: Form = { type: "run.services", path: ["template", "spec"], own: false };
const JOB: Form = { type: "run.jobs", path: ["template", "spec", "template", "spec"], own: true };
const WORKER_POOL: Form = { type: "run.workerpools", path: ["template", "spec"], own: true };

export const readKnativeService = (object: KubernetesObject, reading: Reading): void => read(SERVICE, object, reading);
export const readRunJob = (object: KubernetesObject, reading: Reading): void => read(JOB, object, reading);
export const readWorkerPool = (object: KubernetesObject, reading: Reading): void => read(WORKER_POOL, object, reading);

/** A service, job or worker pool as `gcloud run … replace` reads it. */
function read({ type, path, own }: Form, object: KubernetesObject, reading: Reading): void {
  const { root, head, spec } = object;
  const pod = at(spec, ...path);
  if (pod?.kind !== "mapping") return;
  const images = itemsOf(at(pod, "containers")).flatMap((item) => reading.value(at(item, "image"), "image") ?? []);
  const account = at(pod, "serviceAccountName");
  if (!own && !isCloudRun(object, images, account)) return;
  const identity = reading.value(account, "account");
  const annotations = at(spec, "template", "metadata", "annotations");
  if (images.length === 0 || (identity === undefined && (mayHide(pod) || namesAccount(annotations)))) return;
  findAnnotationFlaws(object, reading);
  const template = { object, pod, annotations };
  reading.facts.push({
    kind: "workload",
    type,
    span: root.span,
    head,
    source: titleOf(object),
    scope: reading.scope,
    images,
    declared: true,
    ...optional("name", reading.value(object.name, "resource")),
    ...optional("project", reading.value(at(root, "metadata", "namespace"), "resource")),
    ...optional("location", reading.value(at(root, "metadata", "labels", "cloud.googleapis.com/location"), "resource")),
    ...optional("identity", identity),
    ...optional("secrets", secretsOf(template, reading)),
    ...optional("sqlInstances", instancesOf(template, reading)),
    ...optional("settings", settingsOf(object, reading)),
  });
}

/**
 * Knative on any cluster has the same form, but there `serviceAccountName` is an account of Kubernetes. Cloud Run shows itself by its own
 * annotations and labels, by an e-mail address as the account, or by an image in a registry of Google. It knows one version only.
 */
function isCloudRun({ root, spec }: KubernetesObject, images: readonly Value[], account: Node | undefined): boolean {
  if ([at(root, "metadata"), at(spec, "template", "metadata")].some(hasMark)) return true;
  if (textAt(root, "apiVersion") !== OF_CLOUD_RUN) return false;
  if (account !== undefined) return account.kind === "scalar" && account.parts.some((part) => part.text.includes("@"));
  return images.some((image) => GOOGLE_IMAGE.test(known(image) ?? ""));
}

/** Whether an annotation that Cloud Run does not know is meant to name the account: what runs is not meant to be the default one. */
const namesAccount = (annotations: Node | undefined): boolean =>
  annotations?.kind === "mapping" && annotations.entries.some(({ key }) => /\/service-?account(?:-?name)?$/i.test(key));

const OF_CLOUD_RUN = "serving.knative.dev/v1";
const GOOGLE_IMAGE = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)\/(?!knative)/;
const MARK = /^(?:run|cloud)\.googleapis\.com\//;

const hasMark = (metadata: Node | undefined): boolean =>
  ["annotations", "labels"]
    .map((key) => entryOf(metadata, key)?.value)
    .some(
      (holder): holder is Mapping => holder?.kind === "mapping" && holder.entries.some(({ key }) => MARK.test(key)),
    );
