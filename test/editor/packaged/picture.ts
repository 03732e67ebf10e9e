// Takes the README's pictures: the packed extension at work in a real editor.
// usage: npm run package -- --out out/gcp-iam-lint.vsix && node scripts/run.mjs test/editor/packaged/picture.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { middleOf, openFile, openWorkbench, runCommand, squiggle, type Workbench, webviewOf } from "./workbench.ts";

const PICTURES = "docs/images";
const SIZE = { width: 1120, height: 560 };

const SCRIPT = `#!/usr/bin/env bash
# Deploys the API for the first time, and lets the pipeline do it from then on.
set -euo pipefail

gcloud run deploy api \\
  --project=shop-prod --region=europe-west1 \\
  --image=europe-west1-docker.pkg.dev/shop-prod/images/api:1.4 \\
  --service-account=api-runtime@shop-prod.iam.gserviceaccount.com

gcloud projects add-iam-policy-binding shop-prod \\
  --member=serviceAccount:ci@shop-prod.iam.gserviceaccount.com \\
  --condition=None \\
  --role=roles/run.developer
`;

const SETTINGS = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.statusBar.visible": false,
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "breadcrumbs.enabled": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 14,
  "editor.hover.delay": 0,
  "editor.hover.above": false,
};

await show(async (workbench) => {
  const { page, folder } = workbench;
  writeFileSync(join(folder, "setup.sh"), SCRIPT);
  await openFile(workbench, "setup.sh");
  await hideExplorer(workbench);
  const { x, y } = await middleOf(squiggle(workbench, "warning"));
  await page.mouse.move(x, y);
  await page.locator(".monaco-hover:visible", { hasText: "Cloud Run Developer" }).first().waitFor();
  await take(workbench, "finding");
  await page.mouse.click(x, y);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row.focused").waitFor();
  await take(workbench, "quick-fix");
});

await show(async (workbench) => {
  const { page } = workbench;
  await openFile(workbench, "terraform/api.tf");
  await hideExplorer(workbench);
  await page.locator(".codelens-decoration", { hasText: "ci lacks actAs" }).waitFor();
  await runCommand(workbench, "IAM: Show Deploy Readiness");
  const panel = webviewOf(workbench);
  await panel.getByRole("gridcell", { name: /^identity: missing/ }).focus();
  await panel.locator("#told", { hasText: "missing" }).waitFor();
  await take(workbench, "readiness");
}, "examples");

/** Opens a folder in an editor for the time of some pictures. */
async function show(work: (workbench: Workbench) => Promise<void>, files?: string): Promise<void> {
  const workbench = await openWorkbench(SETTINGS, files);
  try {
    await workbench.page.setViewportSize(SIZE);
    await work(workbench);
  } finally {
    await workbench.stop();
  }
}

async function hideExplorer({ page }: Workbench): Promise<void> {
  await page.keyboard.press("Control+b");
  await page.locator(".part.sidebar").waitFor({ state: "hidden" });
}

async function take({ page }: Workbench, name: string): Promise<void> {
  await page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished))");
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
