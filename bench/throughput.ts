import { languageOf } from "../server/src/core/languages/registry.ts";
import { DEFAULT_CONFIG } from "../server/src/core/lint/config.ts";
import { diagnoseAll } from "../server/src/service/diagnose.ts";
import { Workspace } from "../server/src/service/workspace.ts";
import { markdownFile } from "./corpus/markdown.ts";
import { type Random, seeded } from "./corpus/random.ts";
import { shellFile } from "./corpus/shell.ts";
import { terraformFile } from "./corpus/terraform.ts";
import { yamlFile } from "./corpus/yaml.ts";
import { mb, ms, type Section } from "./report.ts";
import { median, times } from "./statistics.ts";

const FILES = 200;
const BINDINGS = 40;

interface Corpus {
  readonly name: string;
  readonly ending: string;
  readonly make: (random: Random, bindings: number) => string;
}

const CORPORA: readonly Corpus[] = [
  { name: "Terraform", ending: "tf", make: terraformFile },
  { name: "YAML", ending: "yaml", make: yamlFile },
  { name: "shell", ending: "sh", make: shellFile },
  { name: "Markdown", ending: "md", make: markdownFile },
];

/** How fast texts that are full of grants become facts, and findings. */
export function throughput(): Section {
  const head = ["language", "text", "files", "read", "read, per second", "read and lint", "read and lint, per second"];
  return {
    title: "Throughput",
    how: `${FILES} generated files for each language with ${BINDINGS} grants each, each file a unit of its own; medians of 7 runs.`,
    rows: [head, ...CORPORA.map(measure)],
  };
}

function measure({ name, ending, make }: Corpus): readonly string[] {
  const random = seeded(7);
  const files = Array.from({ length: FILES }, (_, i) => ({
    uri: `file:///bench/${i}/main.${ending}`,
    text: make(random, BINDINGS),
  }));
  const size = files.reduce((total, { text }) => total + text.length, 0);
  const read = median(times(() => extract(files), 7, 3));
  const linted = median(times(() => lint(files), 7, 3));
  const rate = (taken: number) => `${mb(size / (taken / 1000))}`;
  return [name, mb(size), String(FILES), ms(read), rate(read), ms(linted), rate(linted)];
}

interface File {
  readonly uri: string;
  readonly text: string;
}

/** Fresh sources, because trees are kept by source. */
function extract(files: readonly File[]): void {
  for (const file of files) languageOf(file.uri, "")?.extract([{ ...file }]);
}

function lint(files: readonly File[]): void {
  const workspace = new Workspace();
  for (const file of files) workspace.set({ ...file });
  diagnoseAll(workspace, { config: DEFAULT_CONFIG, today: "2026-01-01" });
}
