import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { apply, codeActions, open, quickFixes, untilFindings } from "./editor.ts";

const FLAGSHIP = "run-deployer-missing-actas";

describe("fixes", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.files.revert"));

  it("let the deployer act as the service identity", async () => {
    const document = await open("infra/main.tf");
    const before = document.getText();
    await untilFindings(document, [`24:14-24:33 ${FLAGSHIP}`]);
    const [fix, ...others] = (await quickFixes(document, FLAGSHIP)).filter(({ title }) => title.startsWith("Grant "));
    assert.ok(fix);
    assert.deepEqual(others, []);
    await apply(fix);
    assert.equal(document.getText(), `${before}${ACT_AS}`);
    await untilFindings(document, []);
  });

  it("are applied all at once where they are safe", async () => {
    const document = await open("scripts/grant.sh");
    const before = document.getText();
    await untilFindings(document, [
      "4:12-4:27 member-unknown-prefix",
      "5:9-5:26 role-wrong-case",
      "10:9-10:29 role-missing-prefix",
    ]);
    const whole = new vscode.Range(document.positionAt(0), document.positionAt(before.length));
    const [all] = await codeActions(document, whole, vscode.CodeActionKind.SourceFixAll);
    assert.ok(all);
    await apply(all);
    const after = before
      .replace("ServiceAccount:ci", "serviceAccount:ci")
      .replace("roles/run.Invoker", "roles/run.invoker")
      .replace("storage.objectViewer", "roles/storage.objectViewer");
    assert.equal(document.getText(), after);
    await untilFindings(document, []);
  });

  it("suppress a finding with a comment", async () => {
    const document = await open("config/reader.yaml");
    await untilFindings(document, ["5:10-5:25 member-missing-prefix", "6:8-6:34 role-wrong-case"]);
    const ignore = (await quickFixes(document, "role-wrong-case")).find(({ title }) => title.includes("Ignore"));
    assert.ok(ignore);
    await apply(ignore);
    await untilFindings(document, ["5:10-5:25 member-missing-prefix"]);
  });
});

const ACT_AS = `
resource "google_service_account_iam_member" "ci_actas_api" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:\${google_service_account.ci.email}"
}
`;
