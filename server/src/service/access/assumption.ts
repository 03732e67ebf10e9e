import type { Graph } from "../../core/graph/graph.ts";
import { nameInKey } from "../../core/graph/likeness.ts";
import type { Report } from "../../core/lint/lint.ts";
import type { Assumed } from "../../core/model/assumed.ts";
import { type AgentMember, type Fix, isAgent, type LackedGrant } from "../../core/model/finding.ts";
import { known, type Value } from "../../core/model/value.ts";
import { nameOf } from "../../core/model/value-name.ts";
import type { Workspace } from "../workspace.ts";

/** A rule of this tier looks at the whole workspace, and cannot see what is granted elsewhere. */
const WORKSPACE_TIER = 3;

/** The grants whose absence a finding is about, to be recorded as made elsewhere; none where it is about something else. */
export function assumptionsOf({ rule, fixes, lacks }: Report, workspace: Workspace): readonly Assumed[] {
  if (rule.tier !== WORKSPACE_TIER) return [];
  const lacked = lacks ?? addedBy(fixes?.[0]);
  const assumed = lacked.map((grant) => assumedOf(grant, workspace.graph()));
  return assumed.every((one) => one !== undefined) ? assumed : [];
}

/** The grants that a fix writes, if it does nothing else. */
function addedBy(fix: Fix | undefined): readonly LackedGrant[] {
  const changes = fix?.changes ?? [];
  const added = changes.flatMap((change) =>
    change.kind === "add-binding" ? [{ ...change.grant, scope: change.after.scope }] : [],
  );
  return added.length < changes.length ? [] : added;
}

function assumedOf({ member, role, resource, scope }: LackedGrant, graph: Graph): Assumed | undefined {
  const principal = isAgent(member) ? agentText(member) : calledIn(graph.principalOf(member, scope), member, graph);
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

/** A service agent as the documentation writes it: the number of the project is seldom in the code. */
const agentText = ({ domain }: AgentMember): string => `serviceAccount:service-PROJECT_NUMBER${domain}`;

/** A key in the letters of the text that it was made of. */
function asWritten(key: string, value: Value): string {
  const text = known(value);
  return text?.toLowerCase() === key.toLowerCase() ? text : key;
}

/** A principal or account as the configuration can name it: by its address, or by its declaration. */
function calledIn(key: string | undefined, value: Value, graph: Graph): string | undefined {
  if (key === undefined) return undefined;
  if (!key.includes("${")) return asWritten(key, value);
  const address = graph.declarationOf(key.replace(/^serviceAccount:/, ""))?.address;
  if (address !== undefined) return address.slice(address.indexOf("#") + 1);
  const text = nameOf(value);
  return nameInKey(text).includes("${") ? undefined : text;
}
