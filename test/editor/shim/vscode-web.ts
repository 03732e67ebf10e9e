// Serves VS Code for the Web, in which an extension has a browser and nothing else.
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { WEB_VERSION, webBuilds, webFolder } from "./cache.ts";

interface Runner {
  open(options: Readonly<Record<string, unknown>>): Promise<{ dispose(): void }>;
}

export interface WebServer {
  readonly url: string;
  readonly stop: () => void;
}

/** Serves the editor with an extension's folder as a built-in one, open on a folder that it sees as a virtual file system. */
export async function serveVscodeWeb(extension: string, folder: string): Promise<WebServer> {
  const { open } = createRequire(join(webFolder, "package.json"))("@vscode/test-web") as Runner;
  const port = await freePort();
  const server = await open({
    browserType: "none",
    quality: "stable",
    commit: WEB_VERSION,
    testRunnerDataDir: webBuilds,
    extensionDevelopmentPath: extension,
    folderPath: folder,
    host: "localhost",
    port,
  });
  return { url: `http://localhost:${port}`, stop: () => server.dispose() };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "localhost");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 3000;
}
