import { openCatalog } from "../../core/catalog/open.ts";
import type { Report } from "../../core/lint/lint.ts";
import type { Gathered } from "../files/gather.ts";
import type { Surroundings } from "../outcome.ts";
import { styleFor } from "../style.ts";
import { VERSION } from "../version.ts";
import { showFindings } from "./finding.ts";
import { jsonReport } from "./json.ts";
import { Places } from "./places.ts";
import { summarize } from "./summary.ts";
import { textReport } from "./text.ts";

export type Format = "text" | "json";

interface Input {
  readonly format: Format;
  readonly found: readonly Report[];
  readonly gathered: Gathered;
  readonly fixed: number | undefined;
  /** Where the report goes. */
  readonly stream: NodeJS.WriteStream;
  readonly around: Surroundings;
}

const USUAL_COLUMNS = 120;

/** The texts of a report in one of the formats. */
export function report({ format, found, gathered, fixed, stream, around }: Input): Iterable<string> {
  const places = new Places(gathered.workspace, around.folder);
  const findings = showFindings(found, gathered.workspace, places);
  const summary = summarize(gathered.files, findings, fixed);
  const catalog = openCatalog();
  const { date } = catalog;
  if (format === "json")
    return jsonReport({ version: VERSION, catalog: { date, ...catalog.counts }, summary, findings });
  return textReport({
    findings,
    summary,
    catalogDate: date,
    style: styleFor(stream, around.env),
    columns: (stream.isTTY === true ? stream.columns : 0) || USUAL_COLUMNS,
    lineOf: (path, line) => places.lineOf(path, line),
  });
}
