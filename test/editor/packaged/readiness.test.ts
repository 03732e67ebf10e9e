import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openFile, openWorkbench, runCommand, type Workbench, webviewOf } from "./workbench.ts";

/** Pictures of each step, for a person to look at. */
const PICTURES = "out/pictures";

const ROWS = [
  ["google_service_account.ci", "Cloud Run service api", "✓ granted", "✓ granted", "✗ missing", "–"],
  ["google_service_account.ci", "Cloud Run job nightly-report", "✓ granted", "✓ granted", "✓ granted", "✓ granted"],
  ["user:analyst@example.com", "Cloud Run job nightly-report", "✓ granted", "✓ granted", "? unknown", "✓ granted"],
];

describe("a person looks who can deploy what", { timeout: 300_000 }, () => {
  let workbench: Workbench;

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    workbench = await openWorkbench({ "editor.fontSize": 14, "editor.minimap.enabled": false }, "examples");
  });

  after(() => workbench.stop());

  const picture = (name: string) => workbench.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  const cell = (label: RegExp) => webviewOf(workbench).getByRole("gridcell", { name: label });
  const texts = async (): Promise<readonly (readonly string[])[]> =>
    Promise.all((await webviewOf(workbench).locator("tbody tr").all()).map((row) => row.locator("td").allInnerTexts()));

  it("reads who runs, deploys and invokes over the statements", async () => {
    await openFile(workbench, "terraform/api.tf");
    const lens = workbench.page.locator(".codelens-decoration", { hasText: "nobody can deploy · ci lacks actAs" });
    await lens.waitFor();
    assert.equal(
      (await lens.innerText()).replaceAll(/\s+/g, " "),
      "runs as api | nobody can deploy · ci lacks actAs | 4 can invoke",
    );
    await picture("5-lens");
  });

  it("opens the panel and sees what is granted, missing and unknown", async () => {
    await runCommand(workbench, "IAM: Show Deploy Readiness");
    await cell(/^identity: missing/).waitFor();
    assert.deepEqual(await texts(), ROWS);
    assert.deepEqual(await webviewOf(workbench).getByRole("columnheader").allInnerTexts(), [
      "Principal",
      "Workload",
      "Service",
      "Image",
      "Identity",
      "Run",
    ]);
    await picture("6-readiness");
  });

  it("moves with the arrow keys, hears about each cell, and opens the source with Enter", async () => {
    const { page } = workbench;
    const page1 = webviewOf(workbench);
    await page1.getByRole("rowheader").first().focus();
    for (const key of ["ArrowDown", "End", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
    await page1.locator("#told", { hasText: /^identity: missing, roles\/iam.serviceAccountUser on/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator('.tab.active[data-resource-name="delivery.tf"]').waitFor();
    await page.locator(".monaco-editor.focused .current-line").first().waitFor();
    await picture("7-source");
  });

  it("opens the source of a workload with a click", async () => {
    await cell(/^Cloud Run job nightly-report, runs as google_service_account.report, open/)
      .first()
      .click();
    await workbench.page.locator('.tab.active[data-resource-name="report.tf"]').waitFor();
  });

  it("has an error explained, applies the fix, and sees it granted", async () => {
    const { page } = workbench;
    await runCommand(workbench, "IAM: Explain an Error");
    const widget = page.locator(".quick-input-widget");
    await widget.filter({ hasText: "An error of gcloud" }).waitFor();
    await page.keyboard.insertText(ERROR);
    await page.keyboard.press("Enter");
    await widget.locator(".monaco-list-row", { hasText: "permission: iam.serviceAccounts.actAs" }).waitFor();
    await picture("8-error");
    await widget.locator(".monaco-list-row", { hasText: "Grant roles/iam.serviceAccountUser" }).click();
    await cell(/^identity: granted, roles\/iam.serviceAccountUser on/)
      .nth(1)
      .waitFor();
    assert.equal((await texts())[0]?.[4], "✓ granted");
  });

  it("asks why somebody holds a permission, and goes to the grant", async () => {
    const { page } = workbench;
    await runCommand(workbench, "IAM: Why Does a Principal Hold a Permission?");
    const widget = page.locator(".quick-input-widget");
    await widget.locator(".monaco-list-row", { hasText: "user:analyst@example.com" }).click();
    await widget.filter({ hasText: "Permission, such as" }).waitFor();
    await page.keyboard.type("run.jobs.update");
    await page.keyboard.press("Enter");
    await widget.filter({ hasText: "Resource, or nothing" }).waitFor();
    await page.keyboard.press("Enter");
    await widget.locator(".monaco-list-row.focused", { hasText: "analyst_deploys_report" }).waitFor();
    await picture("9-why");
    await page.keyboard.press("Enter");
    await page.locator('.tab.active[data-resource-name="report.tf"]').waitFor();
  });
});

const ERROR =
  "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'iam.serviceaccounts.actAs' denied on service account api-runtime@example-shop.iam.gserviceaccount.com (or it may not exist).";
