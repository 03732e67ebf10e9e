// Stands in for the `code` executable that VS Code's test runners start: the same arguments, environment and exit code,
// but the server is code-server and the window is Chromium.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { vscodeFolder } from "./cache.ts";
import { startChromium } from "./chromium.ts";
import { type CodeServer, startCodeServer } from "./code-server.ts";
import { installCodeServer } from "./install.ts";

/** The arguments that matter here; others are taken and left alone. */
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    version: { type: "boolean" },
    "folder-uri": { type: "string" },
    "user-data-dir": { type: "string" },
    "extensions-dir": { type: "string" },
    extensionDevelopmentPath: { type: "string", multiple: true },
    extensionTestsPath: { type: "string" },
  },
});

/** What the workbench itself says, of no use to a reader of test results: its start, its end, native modules not built. */
const NOISE = [
  /^(Resolving|Creating|Resolved|\[|Updating additional|Creation of workbench|Ignoring fetching|getaddrinfo|Canceled)/,
  /^(Error: )?(Could not locate the bindings file|Cannot find module '\.\/build\/Release\/watchdog')/,
];

installCodeServer();
if (values.version) printVersion();
else process.exitCode = await run();

function printVersion(): void {
  const { version, commit } = JSON.parse(readFileSync(join(vscodeFolder, "product.json"), "utf8"));
  console.log([version, commit, process.arch].join("\n"));
}

async function run(): Promise<number> {
  const started: { readonly stop: () => Promise<void> }[] = [];
  const stop = async () => {
    for (const { stop } of started.splice(0).reverse()) await stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop().then(() => process.exit(130)));
  try {
    const browser = await startChromium();
    started.push(browser);
    // The workbench takes a payload, and tells its exit code, only with the smoke test driver on.
    const server = await startCodeServer({ flags: ["--vscode-option", "enable-smoke-test-driver"] });
    started.push(server);
    return await testRun(server, browser.page);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await stop();
  }
}

/** Opens the workbench and waits for the exit code of the test run inside it. */
async function testRun({ url, gone }: CodeServer, page: Page): Promise<number> {
  let isOver = false;
  const done = new Promise<number>((finish, fail) => {
    page.exposeFunction("codeAutomationLog", (type: string, args: readonly unknown[]) => {
      if (isOver || NOISE.some((noise) => noise.test(String(args[0])))) return;
      (type === "error" ? console.error : console.log)(...args);
    });
    page.exposeFunction("codeAutomationExit", (code: number) => {
      isOver = true;
      finish(code);
    });
    page.on("crash", () => fail(new Error("the editor's page crashed")));
    gone.then(() => isOver || fail(new Error("code-server went away")));
  });
  await page.goto(address(url));
  return done;
}

function address(url: string): string {
  const query = new URLSearchParams({ ew: "true", payload: JSON.stringify(payload(new URL(url).host)) });
  const folder = text(values["folder-uri"]) ?? positionals[0];
  if (folder !== undefined) query.set("folder", path(folder));
  return `${url}/?${query}`;
}

function payload(authority: string): readonly (readonly [string, string])[] {
  const remote = (file: string) => `vscode-remote://${authority}${path(file)}`;
  const extensions = [values.extensionDevelopmentPath ?? []].flat().map(String);
  const tests = text(values.extensionTestsPath);
  return [
    ...extensions.map((folder) => ["extensionDevelopmentPath", remote(folder)] as const),
    ...(tests === undefined ? [] : [["extensionTestsPath", remote(script(tests))] as const]),
    ["skipWelcome", "true"],
  ];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function path(uri: string): string {
  return resolve(uri.startsWith("file:") ? fileURLToPath(uri) : uri);
}

/** A script may be named without its ending. */
function script(file: string): string {
  return existsSync(`${path(file)}.js`) ? `${file}.js` : file;
}
