import type { Workload } from "../../model/facts.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { addEntry } from "../manifest/add-entry.ts";
import { RUN_TEMPLATES } from "../manifest/config-connector-workloads.ts";
import { at, entryOf, type Mapping, type Node, textAt } from "../manifest/tree.ts";
import { type Block, freeName } from "./grants/lines.ts";
import { copyOf, objectBehind, writtenAt } from "./new-object.ts";
import { documentAt, documentsOf } from "./parse.ts";

const PROJECT = "cnrm.cloud.google.com/project-id";

/**
 * Declares an account behind an object of Config Connector that runs something, and names it there. What `gcloud run … replace` reads
 * has no form for an account.
 */
export function ownIdentity({ span }: Workload, account: string, source: Source): readonly Edit[] | undefined {
  const document = documentAt(source, span);
  const root = document?.root;
  if (document === undefined || document.shared || root?.kind !== "mapping" || root.flow) return undefined;
  const form = RUN_TEMPLATES[textAt(root, "kind") ?? ""];
  const isOfRun = textAt(root, "apiVersion")?.startsWith("run.cnrm.cloud.google.com/") === true;
  const template = isOfRun && form !== undefined ? at(root, "spec", ...form.path) : undefined;
  if (template?.kind !== "mapping") return undefined;
  const name = freeName([account], (one) => isDeclared(one, source));
  const named = namedIn(template, name, source);
  return named && [...named, objectBehind(document, root, accountObject(root, name, source), source)];
}

const isDeclared = (account: string, source: Source): boolean =>
  documentsOf(source).some(
    ({ root }) => textAt(root, "kind") === "IAMServiceAccount" && textAt(root, "metadata", "name") === account,
  );

/** The reference to the account, in the place of one to the default account where there is one. */
function namedIn(template: Mapping, account: string, { text }: Source): readonly Edit[] | undefined {
  const old = entryOf(template, "serviceAccountRef")?.value;
  if (old === undefined) {
    const added = addEntry(text, template, "serviceAccountRef", { name: account });
    return added && [added];
  }
  const [only, ...others] = old.kind === "mapping" ? old.entries : [];
  if (only?.key !== "external" || others.length > 0 || only.value?.kind !== "scalar") return undefined;
  return [
    { span: only.keySpan, text: "name" },
    { span: only.value.span, text: account },
  ];
}

function accountObject(root: Mapping, account: string, source: Source): Block {
  const namespace = writtenAt(at(root, "metadata", "namespace"), source);
  const annotations = projectLines(root, source);
  return [
    "apiVersion: iam.cnrm.cloud.google.com/v1beta1",
    "kind: IAMServiceAccount",
    "metadata:",
    [
      `name: ${account}`,
      ...(namespace === undefined ? [] : [`namespace: ${namespace}`]),
      ...(annotations.length === 0 ? [] : ["annotations:", annotations]),
    ],
    "spec:",
    [`displayName: ${account}`],
  ];
}

/** The project of the object, as its annotation or its own reference says. */
function projectLines(root: Mapping, source: Source): readonly string[] {
  const annotation = entryOf(at(root, "metadata", "annotations"), PROJECT);
  if (annotation !== undefined) return copyOf(annotation, source);
  const project = writtenAt(at(root, "spec", "projectRef", "external"), source);
  return project === undefined ? [] : [`${PROJECT}: ${project.replace("projects/", "")}`];
}

const INVOKER_CHECK = "run.googleapis.com/invoker-iam-disabled";

/** Switches the invoker check of a service off, in the manifest that `gcloud run services replace` reads. */
export function skipInvokerCheck(root: Node | undefined, { text }: Source): readonly Edit[] | undefined {
  const metadata = at(root, "metadata");
  if (textAt(root, "apiVersion")?.startsWith("serving.knative.dev/") !== true || metadata?.kind !== "mapping")
    return undefined;
  const annotations = at(metadata, "annotations");
  if (annotations === undefined) return one(addEntry(text, metadata, "annotations", { [INVOKER_CHECK]: TRUE }));
  const old = entryOf(annotations, INVOKER_CHECK)?.value;
  if (old?.kind === "scalar") return [{ span: old.span, text: TRUE }];
  return annotations.kind === "mapping" ? one(addEntry(text, annotations, INVOKER_CHECK, TRUE)) : undefined;
}

/** Annotations are texts. */
const TRUE = "'true'";

const one = (edit: Edit | undefined): readonly Edit[] | undefined => edit && [edit];
