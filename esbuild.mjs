// Builds the bundles: client and server for node and for a browser worker, and the command line.
// usage: node esbuild.mjs [--watch]
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build, context } from "esbuild";

/** Data files are bundled as text and unpacked on first use. */
export const loaders = { ".txt": "text" };

const shared = {
  bundle: true,
  minify: true,
  target: "es2022",
  sourcemap: false,
  legalComments: "none",
  mainFields: ["module", "main"],
  loader: loaders,
  logLevel: "info",
};
const node = { ...shared, platform: "node", target: "node20", format: "cjs" };
const worker = { ...shared, platform: "browser", format: "iife" };

/** All bundles of the project; an entry point names one. */
export const bundles = [
  { ...node, entryPoints: ["client/src/node.ts"], outfile: "dist/client-node.cjs", external: ["vscode"] },
  {
    ...shared,
    platform: "browser",
    format: "cjs",
    entryPoints: ["client/src/browser.ts"],
    outfile: "dist/client-web.js",
    external: ["vscode"],
  },
  {
    ...shared,
    platform: "browser",
    format: "iife",
    entryPoints: ["client/src/panel/script.ts"],
    outfile: "dist/panel.js",
  },
  { ...shared, entryPoints: ["client/src/panel/panel.css"], outfile: "dist/panel.css" },
  { ...node, entryPoints: ["server/src/node.ts"], outfile: "dist/server-node.cjs" },
  { ...worker, entryPoints: ["server/src/browser.ts"], outfile: "dist/server-web.js" },
  { ...node, entryPoints: ["server/src/cli/main.ts"], outfile: "dist/cli-program.cjs" },
  {
    ...node,
    entryPoints: ["server/src/cli/start.ts"],
    outfile: "dist/cli.cjs",
    banner: { js: "#!/usr/bin/env node" },
  },
];

async function run() {
  const present = bundles.filter((bundle) => existsSync(bundle.entryPoints[0]));
  if (!process.argv.includes("--watch")) return Promise.all(present.map((bundle) => build(bundle)));
  return Promise.all(present.map(async (bundle) => (await context(bundle)).watch()));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await run();
