import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";

// The layer law: which folder may import which. A file belongs to the layer with the longest matching path.

interface Layer {
  readonly path: string;
  readonly layers: readonly string[];
  readonly packages: RegExp;
  /** Layers of which only types may be imported. */
  readonly types?: readonly string[];
}

const CORE = "server/src/core/";
const ALL_OF_CORE = [
  "text",
  "model",
  "conditions",
  "catalog",
  "languages",
  "graph",
  "access",
  "evidence",
  "rules",
  "lint",
].map((n) => CORE + n);
const NOTHING = /^$/;

const coreFile = (name: string): string => `${CORE}${name}.ts`;

const core = (name: string, mayImport: readonly string[], packages = NOTHING): Layer => ({
  path: CORE + name,
  layers: mayImport.map((other) => (other === "data" ? "server/data" : CORE + other)),
  packages,
});

const LAYERS: readonly Layer[] = [
  core("text", []),
  core("model", ["text", "data"]),
  core("catalog", ["model", "text", "data"]),
  core("conditions", ["model", "text"]),
  core("languages", ["model", "text"], /^(?:unbash|yaml|jsonc-parser)$/),
  core("graph", ["model", "text"]),
  core("access", ["graph", "catalog", "model", "text"]),
  core("evidence", ["access", "graph", "conditions", "catalog", "model", "text"]),
  core("rules", ["evidence", "access", "conditions", "graph", "catalog", "model", "text"]),
  core("lint", ["rules", "graph", "catalog", "model", "text"]),
  { path: "server/src/service", layers: ALL_OF_CORE, packages: /^(?:yaml|jsonc-parser|ignore)$/ },
  // The one file of the server that knows node: only the entry file for node may import it.
  { path: "server/src/lsp/node-host.ts", layers: ["server/src/lsp", "server/src/service"], packages: /^node:/ },
  {
    path: "server/src/lsp",
    layers: [
      "server/src/service",
      `${CORE}text`,
      ...["languages/registry", "lint/config", "lint/sections", "rules/rule"].map(coreFile),
    ],
    types: ALL_OF_CORE,
    packages: /^(?:vscode-languageserver(?:-[a-z]+)?|vscode-uri)(?:\/|$)/,
  },
  {
    path: "server/src/cli",
    layers: ["server/src/service", ...ALL_OF_CORE, "package.json"],
    packages: /^(?:node:|ignore$|yaml$|jsonc-parser$)/,
  },
  {
    path: "server/src",
    layers: ["server/src/lsp", "server/src/service", "package.json"],
    packages: /^(?:node:|vscode-languageserver(?:-[a-z]+)?(?:\/|$)|vscode-uri$)/,
  },
  {
    path: "client/src",
    layers: ["server/src/lsp/messages.ts"],
    packages: /^(?:vscode|vscode-languageclient(?:\/.+)?|node:.+)$/,
  },
];

const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
const MOST_LINES = 300;

const sources = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
        .sort()
    : [];

const files = [...sources("server/src"), ...sources("client/src")];

const isIn = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);
const layerOf = (path: string): Layer | undefined => LAYERS.find((layer) => isIn(layer.path, path));

/** Why an import is against the law; `undefined` when it is not. */
function breach(file: string, layer: Layer, specifier: string, isType: boolean): string | undefined {
  const says = `${file} imports ${isType ? "types of " : ""}${specifier}`;
  if (!specifier.startsWith(".")) return layer.packages.test(specifier) ? undefined : says;
  const target = posix.join(posix.dirname(file), specifier);
  const allowed = [...layer.layers, ...(isType ? (layer.types ?? []) : [])];
  const own = layerOf(target)?.path === layer.path;
  return own || allowed.some((folder) => isIn(folder, target)) ? undefined : says;
}

test("every file belongs to a layer", () => {
  assert.deepEqual(
    files.filter((file) => layerOf(file) === undefined),
    [],
  );
});

test("layers import only what they may", () => {
  const breaches = files.flatMap((file) => {
    const layer = layerOf(file);
    const imports = [...readFileSync(file, "utf8").matchAll(IMPORT)];
    return layer === undefined
      ? []
      : imports.map(([, type, from, dynamic]) => breach(file, layer, from ?? dynamic ?? "", type !== undefined));
  });
  assert.deepEqual(
    breaches.filter((text) => text !== undefined),
    [],
  );
});

test(`no file is longer than ${MOST_LINES} lines`, () => {
  const long = files.filter((file) => readFileSync(file, "utf8").trimEnd().split("\n").length > MOST_LINES);
  assert.deepEqual(long, []);
});
