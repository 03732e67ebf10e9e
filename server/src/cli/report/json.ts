import type { ShownFinding } from "./finding.ts";
import type { Summary } from "./summary.ts";

export interface JsonReport {
  readonly version: string;
  readonly catalog: { readonly date: string; readonly roles: number; readonly permissions: number };
  readonly summary: Summary;
  readonly findings: readonly ShownFinding[];
}

/** The report for programs: one JSON object, a finding a line so that a long report need not lie in memory twice. */
export function* jsonReport({ version, catalog, summary, findings }: JsonReport): Generator<string> {
  const head = JSON.stringify({ version, catalog, summary });
  yield `${head.slice(0, -1)},"findings":[`;
  for (const [index, finding] of findings.entries()) yield `${index === 0 ? "\n" : ",\n"}${JSON.stringify(finding)}`;
  yield findings.length === 0 ? "]}\n" : "\n]}\n";
}
