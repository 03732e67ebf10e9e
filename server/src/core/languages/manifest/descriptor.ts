import { entrySpan, optional, type Reading } from "./reading.ts";
import { at, entryOf, type Mapping, type Node, textAt } from "./tree.ts";

/** A file that a command deploys, and the account that it names; without one it says nothing. */
interface Descriptor {
  readonly type: string;
  /** What people call it. */
  readonly source: string;
  readonly account: readonly string[];
  /** The entry that its finding stands at. */
  readonly head: string;
  readonly name?: string;
  readonly fits: (root: Mapping) => boolean;
}

const RUNTIME = /^(?:custom|(?:go|java|nodejs|php|python|ruby)\d*)$/;

/** Source: the reference of `app.yaml`, and the API's `Job` of Batch, which `gcloud batch jobs submit --config` takes. */
const DESCRIPTORS: readonly Descriptor[] = [
  {
    type: "appengine.versions",
    source: "gcloud app deploy",
    account: ["service_account"],
    head: "service_account",
    name: "service",
    fits: (root) => RUNTIME.test(textAt(root, "runtime") ?? ""),
  },
  {
    type: "batch.jobs",
    source: "gcloud batch jobs submit",
    account: ["allocationPolicy", "serviceAccount", "email"],
    head: "allocationPolicy",
    fits: (root) => at(root, "taskGroups")?.kind === "list",
  },
];

/** Reads the file of an App Engine version or of a Batch job that names the account which it is to run as. */
export function readDescriptor(root: Mapping, reading: Reading): boolean {
  const form = DESCRIPTORS.find(({ fits }) => fits(root));
  const identity = form && reading.value(at(root, ...form.account), "account");
  const head = form && entryOf(root, form.head);
  if (form === undefined || identity === undefined || head === undefined) return false;
  reading.facts.push({
    kind: "workload",
    type: form.type,
    span: root.span,
    head: headSpan(head.value, entrySpan(head), head.keySpan),
    source: form.source,
    scope: reading.scope,
    identity,
    images: [],
    declared: false,
    ...optional("name", form.name === undefined ? undefined : reading.value(at(root, form.name), "resource")),
  });
  return true;
}

/** All of an entry of one line, or only its key. */
const headSpan = <T>(value: Node | undefined, whole: T, key: T): T => (value?.kind === "scalar" ? whole : key);
