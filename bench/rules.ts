import { openCatalog } from "../server/src/core/catalog/open.ts";
import { buildGraph, type Graph } from "../server/src/core/graph/graph.ts";
import { languageOf } from "../server/src/core/languages/registry.ts";
import { parseHcl } from "../server/src/core/languages/terraform/hcl/parse.ts";
import { DEFAULT_CONFIG } from "../server/src/core/lint/config.ts";
import { lint } from "../server/src/core/lint/lint.ts";
import type { Fact } from "../server/src/core/model/facts.ts";
import { rules } from "../server/src/core/rules/index.ts";
import type { AnyRule } from "../server/src/core/rules/rule.ts";
import { seeded } from "./corpus/random.ts";
import { terraformModule } from "./corpus/terraform.ts";
import { ms, type Section } from "./report.ts";
import { median, times } from "./statistics.ts";

const FILES = 200;
const BINDINGS = 40;
const SLOWEST = 5;
const RUNS = 5;
const WARM_UP = 5;

/** What the rules cost beside reading, on one large Terraform module, and which of them cost most. */
export function slowestRules(): Section {
  const sources = terraformModule(seeded(9), FILES, BINDINGS).map((text, i) => ({
    uri: `file:///bench/part-${i}.tf`,
    // Flat as a text from a file is, and not as it was put together.
    text: Buffer.from(text).toString(),
  }));
  const read = () => languageOf("file:///bench/main.tf", "")?.extract(sources.map((source) => ({ ...source })));
  const facts = read()?.facts ?? [];
  const parsing = median(times(() => sources.map(({ text }) => parseHcl(text)), RUNS, WARM_UP));
  const reading = median(times(read, RUNS, WARM_UP));
  const all = timeOf(rules, facts);
  const single = rules.map((rule) => ({ name: `\`${rule.id}\``, taken: timeOf([rule], facts) }));
  const slowest = single.toSorted((a, b) => b.taken - a.taken).slice(0, SLOWEST);
  return {
    title: "Rules on a large module",
    how: `One Terraform module of ${FILES} files with ${BINDINGS} grants each; medians of ${RUNS} runs after ${WARM_UP} others, each with a new graph. Below all rules the ${SLOWEST} that take most when they run alone.`,
    rows: [
      ["what", "time"],
      ["parsing: syntax trees alone", ms(parsing)],
      ["reading: facts, with parsing", ms(reading)],
      [`all ${rules.length} rules`, ms(all)],
      ...slowest.map(({ name, taken }) => [name, ms(taken)]),
    ],
  };
}

/** Each run has a graph of its own: what rules look up in it is indexed once. */
function timeOf(some: readonly AnyRule[], facts: readonly Fact[]): number {
  const common = { rules: some, config: DEFAULT_CONFIG, catalog: openCatalog(), today: "2026-01-01" };
  const graphs = Array.from({ length: WARM_UP + RUNS }, () => buildGraph(facts));
  const run = (graph: Graph) => [...lint({ ...common, subjects: [...facts], graph })];
  return median(times((i) => run(graphs[i] ?? buildGraph(facts)), RUNS, WARM_UP));
}
