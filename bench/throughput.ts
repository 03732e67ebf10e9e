import { languageOf } from "../server/src/core/languages/registry.ts";
import { DEFAULT_CONFIG } from "../server/src/core/lint/config.ts";
import { diagnoseAll } from "../server/src/service/diagnose.ts";
import { Workspace } from "../server/src/service/workspace.ts";
import { markdownFile } from "./corpus/markdown.ts";
import { ordinaryMarkdown, ordinaryShell } from "./corpus/ordinary.ts";
import { plainJson, plainProse, plainShell, plainTerraform, plainYaml } from "./corpus/plain.ts";
import { type Random, seeded } from "./corpus/random.ts";
import { shellFile } from "./corpus/shell.ts";
import { terraformFile } from "./corpus/terraform.ts";
import { yamlFile } from "./corpus/yaml.ts";
import { mb, ms, type Section } from "./report.ts";
import { median, times } from "./statistics.ts";

const FILES = 200;
const BINDINGS = 40;
/** Small files are measured in greater number, so that every corpus has some megabytes. */
const SMALL_FILES = 2_000;

interface Corpus {
  readonly name: string;
  readonly ending: string;
  readonly files: number;
  readonly make: (random: Random, i: number) => string;
}

const dense = (name: string, ending: string, make: (random: Random, bindings: number) => string): Corpus => ({
  name: `${name}, nothing but grants`,
  ending,
  files: FILES,
  make: (random) => make(random, BINDINGS),
});

const CORPORA: readonly Corpus[] = [
  dense("Terraform", "tf", terraformFile),
  dense("YAML", "yaml", yamlFile),
  dense("shell", "sh", shellFile),
  dense("Markdown", "md", markdownFile),
  { name: "shell, ordinary scripts", ending: "sh", files: SMALL_FILES, make: ordinaryShell },
  { name: "Markdown, ordinary documents", ending: "md", files: SMALL_FILES, make: ordinaryMarkdown },
];

/** What the first look costs, which tells that there is nothing to read. */
const WITHOUT_IAM: readonly Corpus[] = [
  { name: "Terraform, without IAM", ending: "tf", files: SMALL_FILES, make: plainTerraform },
  { name: "YAML, without IAM", ending: "yaml", files: SMALL_FILES, make: plainYaml },
  { name: "JSON, without IAM", ending: "json", files: SMALL_FILES, make: plainJson },
  { name: "shell, without IAM", ending: "sh", files: SMALL_FILES, make: plainShell },
  { name: "Markdown, without IAM", ending: "md", files: SMALL_FILES, make: (random) => plainProse(random, 200) },
];

/** How fast texts become facts, and findings. */
export function throughput(): Section {
  const head = ["texts", "size", "files", "read, per second", "read and lint", "read and lint, per second"];
  return {
    title: "Throughput",
    how:
      `Generated files, each a unit of its own; those of nothing but grants hold ${BINDINGS} each. Medians of 7 runs. Linting is what the command line does: nothing is kept for a next time. ` +
      "Of files without IAM the first look is measured, after which they are passed over.",
    rows: [head, ...CORPORA.map(measure), ...WITHOUT_IAM.map(measureFirstLook)],
  };
}

function measure(corpus: Corpus): readonly string[] {
  const files = filesOf(corpus);
  const read = median(times(() => extract(files), 7, 3));
  const linted = median(times(() => lint(files), 7, 3));
  return [...about(corpus, files), rate(files, read), ms(linted), rate(files, linted)];
}

function measureFirstLook(corpus: Corpus): readonly string[] {
  const files = filesOf(corpus);
  if (files.some(mayHold)) throw new Error(`${corpus.name}: a file is not passed over`);
  return [...about(corpus, files), "", "", rate(files, median(times(() => files.some(mayHold), 7, 3)))];
}

function filesOf({ files, ending, make }: Corpus): readonly File[] {
  const random = seeded(7);
  return Array.from({ length: files }, (_, i) => ({
    uri: `file:///bench/${i}/main.${ending}`,
    // Flat as a text from a file is, and not as it was put together.
    text: Buffer.from(make(random, i)).toString(),
  }));
}

const sizeOf = (files: readonly File[]): number => files.reduce((total, { text }) => total + text.length, 0);

const about = ({ name }: Corpus, files: readonly File[]): readonly string[] => [
  name,
  mb(sizeOf(files)),
  String(files.length),
];

const rate = (files: readonly File[], taken: number): string => mb(sizeOf(files) / (taken / 1000));

interface File {
  readonly uri: string;
  readonly text: string;
}

const mayHold = ({ uri, text }: File): boolean => languageOf(uri, "")?.mayHold(text) === true;

/** Fresh sources, because trees are kept by source. */
function extract(files: readonly File[]): void {
  for (const file of files) {
    const language = languageOf(file.uri, "");
    if (language?.mayHold(file.text)) language.extract([{ ...file }]);
  }
}

function lint(files: readonly File[]): void {
  const workspace = new Workspace();
  for (const file of files) workspace.set({ ...file });
  diagnoseAll(workspace, { config: DEFAULT_CONFIG, today: "2026-01-01", once: true });
}
