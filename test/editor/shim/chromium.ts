// Debian's or any other installed Chromium, with a profile that is thrown away.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Switches that keep a browser from looking at the network, and from a sandbox that root may not have. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser's path: CHROMIUM, else the first that PATH has; undefined when there is none. */
function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return (process.env.CHROMIUM ? [process.env.CHROMIUM] : found).find((path) => existsSync(path));
}

export interface Window {
  readonly page: Page;
  readonly stop: () => Promise<void>;
}

/**
 * Opens an empty page.
 * @throws Error when no browser is installed.
 */
export async function startChromium({ width = 1280, height = 800 } = {}): Promise<Window> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("no Chromium: install it (Debian: apt-get install chromium), or name one in CHROMIUM");
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const viewport = { width, height };
  const context = await chromium.launchPersistentContext(profile, { executablePath, viewport, args: FLAGS });
  const stop = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return { page: context.pages()[0] ?? (await context.newPage()), stop };
}
