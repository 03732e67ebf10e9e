import type { Graph } from "../../core/graph/graph.ts";
import { nameInKey } from "../../core/graph/likeness.ts";
import type { Report } from "../../core/lint/lint.ts";
import type { Assumed } from "../../core/model/assumed.ts";
import type { Change, Grant } from "../../core/model/finding.ts";
import { known, type Value } from "../../core/model/value.ts";
import { nameOf } from "../../core/model/value-name.ts";
import type { Workspace } from "../workspace.ts";

/** A rule of this tier looks at the whole workspace, and cannot see what is granted elsewhere. */
const WORKSPACE_TIER = 3;

type Addition = Extract<Change, { readonly kind: "add-binding" }>;

/** The grants whose absence a finding is about, to be recorded as made elsewhere; none where it is about something else. */
export function assumptionsOf({ rule, fixes }: Report, workspace: Workspace): readonly Assumed[] {
  const [fix] = fixes ?? [];
  if (rule.tier !== WORKSPACE_TIER || fix === undefined) return [];
  const additions = fix.changes.filter((change): change is Addition => change.kind === "add-binding");
  if (additions.length < fix.changes.length) return [];
  const assumed = additions.map(({ grant, after }) => assumedOf(grant, after.scope, workspace.graph()));
  return assumed.every((one) => one !== undefined) ? assumed : [];
}

function assumedOf(grant: Grant, scope: string, graph: Graph): Assumed | undefined {
  const { member, role, resource } = grant;
  const principal = calledIn(graph.principalOf(member, scope), member, graph);
  if (principal === undefined) return undefined;
  const { type, fields } = resource;
  if (fields.name === undefined) return { principal, role };
  if (type === "resourcemanager.projects") {
    const project = known(fields.name)?.replace(/^projects\//, "");
    return project === undefined ? { principal, role } : { principal, role, resource: `projects/${project}` };
  }
  if (type !== "iam.serviceAccounts") return { principal, role, resource: nameOf(fields.name) };
  const account = calledIn(graph.accountOf(fields.name, scope), fields.name, graph);
  return account === undefined ? undefined : { principal, role, resource: account };
}

/** A principal or account as the configuration can name it: by its address, or by its declaration. */
function calledIn(key: string | undefined, value: Value, graph: Graph): string | undefined {
  if (key === undefined) return undefined;
  if (!key.includes("${")) return key;
  const address = graph.declarationOf(key.replace(/^serviceAccount:/, ""))?.address;
  if (address !== undefined) return address.slice(address.indexOf("#") + 1);
  const text = nameOf(value);
  return nameInKey(text).includes("${") ? undefined : text;
}
