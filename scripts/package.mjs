// Packs what dist/ holds into gcp-iam-lint-VERSION.vsix; build first.
// usage: node scripts/package.mjs [--out FILE]
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";

const { values } = parseArgs({ options: { out: { type: "string" } } });
const { name, version, repository } = JSON.parse(readFileSync("package.json", "utf8"));

await createVSIX({
  packagePath: values.out ?? `${name}-${version}.vsix`,
  dependencies: false,
  // Pictures of the README are shown from the repository; without one their links stay as they are.
  rewriteRelativeLinks: repository !== undefined,
  allowMissingRepository: true,
});
