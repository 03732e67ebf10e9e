import { someBegin } from "../evidence/first-look.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { splitMember } from "../model/principal.ts";
import { display, known, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const HOLDERS = new Set(["projectOwner", "projectEditor", "projectViewer"]);
/** BigQuery's own groups. */
const GROUPS = new Set(["projectOwners", "projectReaders", "projectWriters"]);
const PLACES: Readonly<Record<string, string>> = {
  "resourcemanager.projects": "a project",
  "resourcemanager.folders": "a folder",
  "resourcemanager.organizations": "an organization",
};

function judge(member: Value, { resource }: Binding): Finding | undefined {
  const type = resource.type ?? "";
  const text = known(member);
  if (text !== undefined && GROUPS.has(text)) {
    if (type === "" || type.startsWith("bigquery.")) return undefined;
    return {
      span: member.span,
      message: `\`${text}\` is a group of BigQuery's datasets and no member of an allow policy.`,
    };
  }
  const place = Object.hasOwn(PLACES, type) ? PLACES[type] : undefined;
  if (place === undefined || !HOLDERS.has(splitMember(member)?.prefix ?? "")) return undefined;
  return {
    span: member.span,
    message: `\`${display(member)}\` is for resources in a project, such as buckets and datasets, not for ${place}.`,
    severity: "warning",
  };
}

export const memberConvenienceNotAllowedHere = defineRule({
  id: "member-convenience-not-allowed-here",
  title: "Holders of a basic role as members of a project",
  severity: "error",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "`projectOwner:`, `projectEditor:` and `projectViewer:` stand for whoever holds a basic role on a project. They exist for the resources in it, buckets and datasets above all; a project, folder or organization has no use for them. `projectOwners`, `projectReaders` and `projectWriters` are groups of BigQuery's datasets and mean nothing elsewhere.",
  how: "Grant the role to the principals themselves.",
  silent:
    "On all resources below a project, on resources whose kind is not known, on taking roles away. The members with a prefix are only a warning, because no documentation says in so many words that they are refused.",
  refs: ["https://cloud.google.com/storage/docs/access-control/iam#convenience-values"],
  options: {},
  on: "binding",
  applies: ({ effect, members }) => effect !== "revoke" && someBegin(members, "project"),
  *check(binding) {
    for (const member of binding.members) {
      const finding = isSurelyHere(binding, member) ? judge(member, binding) : undefined;
      if (finding !== undefined) yield finding;
    }
  },
});
