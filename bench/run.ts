// Measures, prints tables, and keeps them in bench/README.md.
// usage: npm run bench -- [throughput|rules|keystroke|workspace|cold-start|directory|catalog …] [--repository PATH] [--only-print]
import { parseArgs } from "node:util";
import { catalogFirstUse, FIRST_USE, firstUse } from "./catalog.ts";
import { coldStart } from "./cold-start.ts";
import { largeDirectory, READ_ONLY, readAll } from "./directory.ts";
import { keystroke, workspaceFromScratch } from "./keystroke.ts";
import { keep, type Section, toMarkdown } from "./report.ts";
import { slowestRules } from "./rules.ts";
import { throughput } from "./throughput.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repository: { type: "string" },
    "only-print": { type: "boolean" },
    [FIRST_USE.slice(2)]: { type: "boolean" },
    [READ_ONLY.slice(2)]: { type: "string" },
  },
});

const BENCHMARKS: Readonly<Record<string, () => Section | Promise<Section>>> = {
  throughput,
  rules: slowestRules,
  keystroke,
  workspace: workspaceFromScratch,
  "cold-start": coldStart,
  catalog: catalogFirstUse,
  directory: () => largeDirectory(values.repository),
};

async function main(): Promise<void> {
  const sections: Section[] = [];
  for (const [name, measure] of Object.entries(BENCHMARKS)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const section = await measure();
    console.log(toMarkdown(section));
    sections.push(section);
  }
  if (!values["only-print"]) keep(sections, new Date().toISOString().slice(0, 10));
}

const folder = values[READ_ONLY.slice(2)];
if (process.argv.includes(FIRST_USE)) firstUse();
else if (typeof folder === "string") readAll(folder);
else await main();
