import { mayNeedPrefix } from "../evidence/first-look.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import type { Graph } from "../graph/graph.ts";
import { display, known, leading, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** The project or organization that a custom role belongs to. */
interface Owner {
  readonly level: "project" | "organization";
  /** Absent when it is not known. */
  readonly id: string | undefined;
}

const NAME = /^(project|organization)s\/([^/]*)\/roles\//;
const ABOVE: Readonly<Record<string, string>> = {
  "resourcemanager.folders": "a folder",
  "resourcemanager.organizations": "an organization",
};

function ownerOf(role: Value, graph: Graph): Owner | undefined {
  const custom = graph.customRoleOf(role);
  if (custom !== undefined && known(role) === undefined) return { level: custom.level, id: known(custom.parent) };
  const start = leading(role);
  const match = NAME.exec(start);
  if (match !== null) return { level: match[1] === "project" ? "project" : "organization", id: match[2] };
  if (start.startsWith("projects/")) return { level: "project", id: undefined };
  return start.startsWith("organizations/") ? { level: "organization", id: undefined } : undefined;
}

const isNumber = (id: string): boolean => /^\d+$/.test(id);

/** Whether two ids surely differ: a number may be that of the project with any name. */
const differs = (a: string, b: string): boolean => a !== b && isNumber(a) === isNumber(b) && /^[a-z0-9-]+$/.test(a + b);

const bare = (name: string | undefined): string | undefined => name?.replace(/^(?:projects|organizations)\//, "");

/** What is wrong with granting a role of that owner on a resource. */
function conflict(owner: Owner, type: string, name: string | undefined): string | undefined {
  if (owner.level === "project" && Object.hasOwn(ABOVE, type)) {
    return `a custom role of a project and cannot be granted on ${ABOVE[type]}`;
  }
  if (type !== `resourcemanager.${owner.level}s` || owner.id === undefined || name === undefined) return undefined;
  return differs(owner.id, name) ? `a custom role of ${owner.level} ${owner.id}, not of ${name}` : undefined;
}

export const roleCustomWrongScope = defineRule({
  id: "role-custom-wrong-scope",
  title: "Custom role outside of its project or organization",
  severity: "error",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "A custom role can be granted in the project or the organization that owns it, and nowhere else. On another project, on a folder or on an organization a role of a project is refused.",
  how: "Make the role in the organization (`google_organization_iam_custom_role`), or once more in the project where it is granted.",
  silent:
    "Where the owner or the resource is not known, between the name of a project and a number, on resources below the project, and on taking the role away.",
  refs: ["https://cloud.google.com/iam/docs/roles-overview#custom"],
  options: {},
  on: "binding",
  applies: ({ role, effect }) => mayNeedPrefix(role) && effect !== "revoke",
  *check(binding, { graph }) {
    const { role, resource } = binding;
    const owner = role && ownerOf(role, graph);
    if (role === undefined || owner === undefined || !isSurelyHere(binding, role)) return;
    const found = conflict(owner, resource.type ?? "", bare(known(resource.fields.name)));
    if (found !== undefined) yield { span: role.span, message: `\`${display(role)}\` is ${found}.` };
  },
});
