import { defineRule } from "./rule.ts";

function messageFor(what: string, beside: string, stage: string): string {
  switch (what) {
    case "parents":
      return "`--organization` and `--project` exclude each other: a custom role has one parent.";
    case "file":
      return `\`--file\` defines the whole role and excludes \`${beside}\`.`;
    default:
      return `A custom role has no stage \`${stage}\`; it is alpha, beta, ga, deprecated or disabled.`;
  }
}

export const shRolesParent = defineRule({
  id: "sh-roles-parent",
  title: "Custom role command that gcloud refuses",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "A custom role is one of a project or of an organization, not of both and what a file defines cannot be given by flags as well.",
  how: "Keep one of the two parents, one of the two ways to define the role, and one of the stages `alpha`, `beta`, `ga`, `deprecated`, `disabled`.",
  silent:
    "On values that come from variables, and when no parent is named: gcloud then takes the project of its configuration.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference/iam/roles/create"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-roles-parent",
  *check(flaw) {
    const { what = "", beside = "", stage = "" } = flaw.words;
    yield { span: flaw.at, message: messageFor(what, beside, stage) };
  },
});
