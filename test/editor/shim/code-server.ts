// Starts VS Code's own server and workbench on a free port, with a profile that is thrown away.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeServerEntry, nodeBinary } from "./cache.ts";

const START_MS = 60_000;
const STOP_MS = 5_000;

/** A quiet editor: nothing that looks at the network, asks, or changes what a picture shows. */
const QUIET = {
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "files.autoSave": "off",
  "git.enabled": false,
};

const SERVE = [
  "--auth=none",
  "--bind-addr=127.0.0.1:0",
  "--disable-telemetry",
  "--disable-update-check",
  "--disable-workspace-trust",
  "--disable-getting-started-override",
  "--ignore-last-opened",
];

interface Options {
  /** Packed extensions to install first. */
  readonly vsix?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly flags?: readonly string[];
}

export interface CodeServer {
  readonly url: string;
  /** Settled when the server's process has ended. */
  readonly gone: Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** @throws Error when it does not listen within a minute; its output is the message. */
export async function startCodeServer({ vsix = [], settings = {}, flags = [] }: Options = {}): Promise<CodeServer> {
  const root = mkdtempSync(join(tmpdir(), "code-server-"));
  const profile = makeProfile(root, settings);
  const env = isolated(root);
  for (const file of vsix) install(file, profile, env);
  const child = spawn(nodeBinary, [...profile, ...SERVE, ...flags], { env, detached: true });
  const kill = () => killGroup(child, "SIGKILL");
  process.once("exit", kill);
  const gone = once(child, "exit");
  const stop = async () => {
    process.off("exit", kill);
    await end(child, gone);
    rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    return { url: await listening(child), gone, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function makeProfile(root: string, settings: Options["settings"]): readonly string[] {
  const data = join(root, "data");
  mkdirSync(join(data, "User"), { recursive: true });
  writeFileSync(join(data, "User", "settings.json"), JSON.stringify({ ...QUIET, ...settings }));
  const config = join(root, "config.yaml");
  writeFileSync(config, "auth: none\n");
  return [codeServerEntry, "--config", config, "--user-data-dir", data, "--extensions-dir", join(root, "extensions")];
}

function isolated(root: string): NodeJS.ProcessEnv {
  const { VSCODE_IPC_HOOK_CLI: _hook, ELECTRON_RUN_AS_NODE: _run, ...env } = process.env;
  const home = { HOME: root, TMPDIR: root, XDG_CONFIG_HOME: root, XDG_DATA_HOME: root, XDG_CACHE_HOME: root };
  return { ...env, ...home, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

function install(file: string, profile: readonly string[], env: NodeJS.ProcessEnv): void {
  const run = spawnSync(nodeBinary, [...profile, "--install-extension", file], { env, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${file} was not installed:\n${run.stdout}${run.stderr}`);
}

/** The address that the server says it listens on. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (why: string) => reject(new Error(`code-server ${why}:\n${output}`));
    const timer = setTimeout(fail, START_MS, "did not start in time");
    const read = (chunk: Buffer) => {
      output += chunk;
      const url = /listening on (http:\/\/[\d.:]+)/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => fail("ended"));
  });
}

/** Asks the server to end, and makes it after a while; the processes it started go with it. */
async function end(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  const timer = setTimeout(killGroup, STOP_MS, child, "SIGKILL");
  killGroup(child, "SIGTERM");
  if (child.exitCode === null && child.signalCode === null) await gone;
  clearTimeout(timer);
  killGroup(child, "SIGKILL");
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
