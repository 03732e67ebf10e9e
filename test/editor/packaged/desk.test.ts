import assert from "node:assert/strict";
import { mkdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { middleOf, openFile, openWorkbench, squiggle, type Workbench } from "./workbench.ts";

/** Pictures of each step, for a person to look at. */
const PICTURES = "out/pictures";

describe("a person in the editor", { timeout: 300_000 }, () => {
  let workbench: Workbench;

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    workbench = await openWorkbench({ "editor.fontSize": 14, "editor.minimap.enabled": false });
  });

  after(() => workbench.stop());

  const picture = (name: string) => workbench.page.screenshot({ path: join(PICTURES, `${name}.png`) });

  it("sees the finding", async () => {
    await openFile(workbench, "infra/main.tf");
    await squiggle(workbench, "warning").waitFor();
    await picture("1-finding");
  });

  it("reads about the role and the finding by hovering", async () => {
    const { page } = workbench;
    const { x, y } = await middleOf(squiggle(workbench, "warning"));
    await page.mouse.move(x, y);
    const hover = page.locator(".monaco-hover:visible", { hasText: "Cloud Run Developer" }).first();
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? "", /act as the service identity/);
    await picture("2-hover");
    await page.mouse.move(5, 5);
  });

  it("applies the fix, saves, and has it on disk", async () => {
    const { page, folder } = workbench;
    const file = join(folder, "infra", "main.tf");
    const before = readFileSync(file, "utf8");
    const { x, y } = await middleOf(squiggle(workbench, "warning"));
    await page.mouse.click(x, y);
    await page.keyboard.press("Control+.");
    await page
      .locator(".action-widget .monaco-list-row.focused", { hasText: "roles/iam.serviceAccountUser" })
      .waitFor();
    await picture("3-fixes");
    await page.keyboard.press("Enter");
    await squiggle(workbench, "warning").waitFor({ state: "detached" });
    const written = changed(file, before);
    await page.keyboard.press("Control+s");
    assert.equal(await written, `${before}${ACT_AS}`);
    await picture("4-fixed");
  });
});

/** The text of a file once it is another one than before. */
function changed(file: string, before: string): Promise<string> {
  return new Promise((resolve) => {
    const watcher = watch(file, () => {
      const text = readFileSync(file, "utf8");
      if (text === before || text === "") return;
      watcher.close();
      resolve(text);
    });
  });
}

const ACT_AS = `
resource "google_service_account_iam_member" "ci_actas_api" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:\${google_service_account.ci.email}"
}
`;
