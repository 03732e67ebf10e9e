import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { DEFAULT_CONFIG } from "../../server/src/core/lint/config.ts";
import { known } from "../../server/src/core/model/value.ts";
import { diagnose } from "../../server/src/service/diagnose.ts";
import { Workspace } from "../../server/src/service/workspace.ts";

const ROOT = "file:///w/main.tf";
const CALLEE = "file:///w/m/main.tf";
const SETTINGS = { config: DEFAULT_CONFIG, today: "2025-01-01" };

const call = (role: string): string => `module "m" {\n  source = "./m"\n  role   = "${role}"\n}\n`;

const grant = (fallback: string, member = "user:a@example.com"): string => `variable "role" {
  default = "${fallback}"
}

resource "google_project_iam_member" "m" {
  project = "p"
  role    = var.role
  member  = "${member}"
}
`;

const workspaceOf = (root: string, callee: string): Workspace => {
  const workspace = new Workspace();
  workspace.set({ uri: ROOT, text: root });
  workspace.set({ uri: CALLEE, text: callee });
  return workspace;
};

const grants = (workspace: Workspace): readonly string[] =>
  workspace.graph().bindings.map(({ source, role, members }) => `${source} ${known(role)} ${members.map(known)}`);

const findings = (workspace: Workspace, uri: string): readonly string[] =>
  diagnose(workspace, uri, SETTINGS).map(({ rule, span }) => `${rule.id} ${span.uri} ${span.start}`);

suite("Modules that are called", () => {
  test("a statement counts as its callers see it, and once more for a word that they override", () => {
    const workspace = workspaceOf(call("roles/viewer"), grant("roles/editor"));
    assert.deepEqual(grants(workspace), [
      "module.m.google_project_iam_member.m roles/viewer user:a@example.com",
      "google_project_iam_member.m roles/editor user:a@example.com",
    ]);
    workspace.set({ uri: CALLEE, text: grant("") });
    assert.deepEqual(grants(workspace), ["module.m.google_project_iam_member.m roles/viewer user:a@example.com"]);
  });

  test("a caller is read again when the module changes, comes or goes", () => {
    const workspace = new Workspace();
    workspace.set({ uri: ROOT, text: call("roles/viewer") });
    assert.deepEqual(grants(workspace), []);
    workspace.set({ uri: CALLEE, text: grant("", "user:b@example.com") });
    assert.deepEqual(grants(workspace), ["module.m.google_project_iam_member.m roles/viewer user:b@example.com"]);
    workspace.set({ uri: CALLEE, text: grant("", "user:c@example.com") });
    assert.deepEqual(grants(workspace), ["module.m.google_project_iam_member.m roles/viewer user:c@example.com"]);
    workspace.delete(CALLEE);
    assert.deepEqual(grants(workspace), []);
  });

  test("a finding stands where the word is written, whichever of the two documents that is", () => {
    const root = call("roles/viewerr");
    const callee = grant("", "usr:a@example.com");
    const workspace = workspaceOf(root, callee);
    assert.deepEqual(findings(workspace, ROOT), [`role-unknown ${ROOT} ${root.indexOf("roles/viewerr")}`]);
    assert.deepEqual(findings(workspace, CALLEE), [`member-unknown-prefix ${CALLEE} ${callee.indexOf("usr:")}`]);
  });

  test("of graver and lesser things at one place there is one finding, which tells the lesser ones", () => {
    const service = (name: string, ingress: string): string =>
      `module "${name}" {\n  source  = "./m"\n  name    = "${name}"\n  ingress = "${ingress}"\n}\n`;
    const callee = `variable "name" {}
variable "ingress" {}

resource "google_cloud_run_v2_service" "s" {
  name     = var.name
  location = "europe-west1"
  ingress  = var.ingress
}

resource "google_cloud_run_v2_service_iam_member" "m" {
  name     = google_cloud_run_v2_service.s.name
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = "allUsers"
}
`;
    const [inside, outside] = [
      service("inside", "INGRESS_TRAFFIC_INTERNAL_ONLY"),
      service("outside", "INGRESS_TRAFFIC_ALL"),
    ];
    const advice =
      "For a public service, switching off the invoker check needs no grant and works under domain-restricted sharing.";
    const told = (root: string) =>
      diagnose(workspaceOf(root, callee), CALLEE, SETTINGS)
        .filter(({ rule }) => rule.id === "run-public-service")
        .map(({ severity, message, related, fixes = [] }) => ({
          severity,
          message,
          related: related?.map((one) => one.message),
          fixes: fixes.map(({ title }) => title),
        }));
    const both = [
      {
        severity: "info",
        message: `\`allUsers\` may call Cloud Run service \`outside\`. ${advice}`,
        related: [`\`allUsers\` may call Cloud Run service \`inside\`. ${advice}`],
        fixes: ["Switch the invoker check off instead of granting to everyone"],
      },
    ];
    assert.deepEqual(told(inside + outside), both);
    assert.deepEqual(told(outside + inside), both);
    const alike = told(inside + service("other", "INGRESS_TRAFFIC_INTERNAL_ONLY"));
    assert.deepEqual(
      alike.map(({ severity, related }) => [severity, related]),
      [
        ["hint", undefined],
        ["hint", undefined],
      ],
    );
  });
});
