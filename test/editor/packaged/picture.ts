// Takes the README's pictures: the packed extension at work in a real editor.
// usage: npm run package -- --out out/gcp-iam-lint.vsix && node scripts/run.mjs test/editor/packaged/picture.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { middleOf, openFile, openWorkbench, squiggle } from "./workbench.ts";

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

const workbench = await openWorkbench(SETTINGS);
const { page, folder } = workbench;
try {
  await page.setViewportSize(SIZE);
  writeFileSync(join(folder, "setup.sh"), SCRIPT);
  await openFile(workbench, "setup.sh");
  await page.keyboard.press("Control+b");
  await page.locator(".part.sidebar").waitFor({ state: "hidden" });
  const { x, y } = await middleOf(squiggle(workbench, "warning"));
  await page.mouse.move(x, y);
  await page.locator(".monaco-hover:visible", { hasText: "Cloud Run Developer" }).first().waitFor();
  await take("finding");
  await page.mouse.click(x, y);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row.focused").waitFor();
  await take("quick-fix");
} finally {
  await workbench.stop();
}

async function take(name: string): Promise<void> {
  await page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished))");
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
