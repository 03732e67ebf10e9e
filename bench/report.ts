import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** One measured table; the first row names the columns. */
export interface Section {
  readonly title: string;
  /** What was done, in a sentence or two. */
  readonly how: string;
  readonly rows: readonly (readonly string[])[];
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

const README = "bench/README.md";
const BEGIN = "<!-- figures: written by npm run bench -->";
const END = "<!-- end of figures -->";

/** Replaces the figures of bench/README.md, section by section: what was not measured this time stays. */
export function keep(sections: readonly Section[], date: string): void {
  const text = readFileSync(README, "utf8");
  const [before = "", rest = ""] = text.split(BEGIN);
  const [figures = "", after = ""] = rest.split(END);
  const kept = figures.split(/^(?=### )/m).filter((part) => part.startsWith("### "));
  for (const section of sections) {
    const written = `${toMarkdown(section)}\n${machine(date)}\n\n`;
    const at = kept.findIndex((part) => part.startsWith(`### ${section.title}\n`));
    if (at >= 0) kept[at] = written;
    else kept.push(written);
  }
  writeFileSync(README, `${before}${BEGIN}\n\n${kept.join("")}${END}${after}`);
}

export function toMarkdown({ title, how, rows }: Section): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return `### ${title}\n\n${how}\n\n${[head, rule, ...body].map(line).join("\n")}\n`;
}

function machine(date: string): string {
  const [cpu] = cpus();
  const model = cpu?.model.trim() || "unknown processor";
  return `Measured ${date}: ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, node ${process.versions.node}.`;
}
