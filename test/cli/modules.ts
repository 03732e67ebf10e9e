import { DEFAULT_CONFIG } from "../../server/src/core/lint/config.ts";
import { diagnoseAll } from "../../server/src/service/diagnose.ts";
import { Workspace } from "../../server/src/service/workspace.ts";

/** What the rule says about a Terraform file: these tests are about how it is told, not about the words. */
export function messageOf(rule: string, text: string): string {
  const workspace = new Workspace();
  workspace.set({ uri: "file:///w/main.tf", text });
  const reports = diagnoseAll(workspace, { config: DEFAULT_CONFIG, today: "2026-11-23" });
  const [first, ...rest] = reports.filter((report) => report.rule.id === rule);
  if (first === undefined || rest.length > 0) throw new Error(`${rule} is not found once`);
  return first.message;
}

/** A project-level grant in Terraform. */
export const grant = (name: string, role: string, member = "group:team@example.com"): string =>
  `resource "google_project_iam_member" "${name}" {
  project = "example-shop"
  role    = "${role}"
  member  = "${member}"
}
`;

/** A project-level grant of a role that an expression names. */
export const grantOf = (name: string, expression: string): string => grant(name, "ROLE").replace('"ROLE"', expression);

/** A file with one finding that has a safe fix, and the same file fixed. */
export const WRONG_CASE = grant("invoker", "roles/run.Invoker");
export const RIGHT_CASE = grant("invoker", "roles/run.invoker");
