import { flawOf, pathOf, poolPath } from "../evidence/federated-identity.ts";
import { someBegin } from "../evidence/first-look.ts";
import { withMember } from "../evidence/member-fixes.ts";
import { hasStandIn, MARK, marked, projectIdSureness, projectNumber, referenceAt } from "../evidence/unknown-marks.ts";
import type { Finding } from "../model/finding.ts";
import { display, type Reference, type Value } from "../model/value.ts";
import { federatedOf } from "./member-wif-malformed.ts";
import { defineRule } from "./rule.ts";

const PROJECT = "/projects/";

function referenceFinding(member: Value, reference: Reference): Finding | undefined {
  const sureness = projectIdSureness(reference);
  if (sureness === undefined) return undefined;
  const number = projectNumber(reference);
  const parts = number && member.parts.map((part) => (part === reference ? number : part));
  return {
    span: reference.span,
    message: `\`${reference.text}\` is the id of a project${sureness === "sure" ? "" : " by its name"}, and an identity pool is named by the project's number.`,
    severity: sureness === "sure" ? "error" : "warning",
    fixes: parts === undefined ? [] : [withMember(member, parts, "safe")],
  };
}

export const memberWifProjectId = defineRule({
  id: "member-wif-project-id",
  title: "Project id in the name of a workload identity pool",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.1.0",
  why: "The path of a workload identity pool in a member holds the number of the project. With the id in its place the grant is refused, or it never matches anybody.",
  how: "Write the number: `gcloud projects describe ID --format='value(projectNumber)'`, or `data.google_project.NAME.number` in Terraform. The attribute `name` of a pool holds the whole path, with the number.",
  silent:
    "On everything that is not known and by its name no id of a project. A variable that is only named like one is a warning. On members with another mistake in their form.",
  refs: [
    "https://cloud.google.com/iam/docs/principal-identifiers",
    "https://github.com/google-github-actions/auth/issues/269",
  ],
  options: {},
  on: "binding",
  applies: ({ members }) => someBegin(members, "principal"),
  *check({ members }) {
    for (const member of members) {
      const federated = federatedOf(member);
      const path = federated && pathOf(federated);
      const project = path && poolPath(path)?.project;
      if (federated === undefined || project === undefined || hasStandIn(member) || flawOf(federated) !== undefined)
        continue;
      const text = marked(member.parts);
      const reference = project === MARK ? referenceAt(text, text.indexOf(PROJECT), member) : undefined;
      const finding = reference && referenceFinding(member, reference);
      if (finding !== undefined) yield finding;
      if (project.includes(MARK) || /^\d+$/.test(project)) continue;
      yield {
        span: member.span,
        message: `\`${display(member)}\` names the project by the id \`${project}\`, and an identity pool is named by the project's number.`,
      };
    }
  },
});
