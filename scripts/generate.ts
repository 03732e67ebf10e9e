// Writes what follows from the rules: the list of them, their pages, the configuration's schema and the settings.
// usage: node scripts/run.mjs scripts/generate.ts [--check]   (--check writes nothing and fails when a file is out of date)
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { rules } from "../server/src/core/rules/index.ts";
import { configSchema } from "./generate/config-schema.ts";
import { formatted } from "./generate/format.ts";
import { ruleList } from "./generate/rule-list.ts";
import { rulePage } from "./generate/rule-page.ts";
import { ruleRegistry } from "./generate/rule-registry.ts";
import { withRuleSettings } from "./generate/settings.ts";
import { suiteOf } from "./generate/suite.ts";

const REGISTRY = "server/src/core/rules/registry.ts";
const SCHEMA = "schemas/config.schema.json";
const MANIFEST = "package.json";
const PAGES = "docs/rules";

const isCheck = process.argv.includes("--check");
const current = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function targets(): ReadonlyMap<string, string> {
  const pages = rules.map((rule): [string, string] => [`${PAGES}/${rule.id}.md`, rulePage(rule, suiteOf(rule.id))]);
  return new Map([
    [REGISTRY, formatted(REGISTRY, ruleRegistry())],
    [SCHEMA, formatted(SCHEMA, JSON.stringify(configSchema(rules)))],
    [MANIFEST, formatted(MANIFEST, withRuleSettings(readFileSync(MANIFEST, "utf8"), rules))],
    [`${PAGES}/README.md`, ruleList(rules)],
    ...pages,
  ]);
}

/** Pages of rules that are no more. */
const leftovers = (wanted: ReadonlyMap<string, string>): readonly string[] =>
  (existsSync(PAGES) ? readdirSync(PAGES) : []).map((name) => `${PAGES}/${name}`).filter((path) => !wanted.has(path));

const registry = formatted(REGISTRY, ruleRegistry());
if (!isCheck && current(REGISTRY) !== registry) {
  // The list of rules is part of this very program: write it and begin anew.
  write(REGISTRY, registry);
  const run = spawnSync(process.execPath, ["scripts/run.mjs", "scripts/generate.ts"], { stdio: "inherit" });
  process.exit(run.status ?? 1);
}

const wanted = targets();
const stale = [...wanted].filter(([path, text]) => current(path) !== text);
const gone = leftovers(wanted);
if (isCheck) {
  const paths = [...stale.map(([path]) => path), ...gone];
  if (paths.length > 0)
    console.error(`out of date, run "node scripts/run.mjs scripts/generate.ts":\n${paths.join("\n")}`);
  process.exitCode = paths.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) write(path, text);
  for (const path of gone) rmSync(path);
}
