import type { NeedKind } from "../../core/access/needs.ts";
import type { Span } from "../../core/text/span.ts";
import {
  type Cell,
  NEED_KINDS,
  type Readiness,
  type ReadinessRow,
  type ReadinessWorkload,
} from "../../service/access/readiness.ts";
import type { ToldGrant } from "../../service/access/told-grant.ts";
import { columns } from "./columns.ts";
import type { Places } from "./places.ts";

export type MatrixFormat = "table" | "json" | "markdown";

const NAMES: Readonly<Record<NeedKind, string>> = {
  service: "service",
  image: "image",
  identity: "identity",
  run: "run",
};

/** The texts of a matrix of deployers by workload. */
export function printReadiness(readiness: Readiness, format: MatrixFormat, places: Places): Iterable<string> {
  if (format === "json") return [`${JSON.stringify(asData(readiness, places), undefined, 2)}\n`];
  return format === "markdown" ? markdown(readiness, places) : table(readiness, places);
}

const HEAD: readonly string[] = ["PRINCIPAL", "WORKLOAD", ...NEED_KINDS.map((kind) => NAMES[kind].toUpperCase())];

function* table({ rows, undeployed }: Readiness, places: Places): Generator<string> {
  if (rows.length > 0) yield* columns([HEAD, ...rows.map((row) => cellsOf(row, places))]);
  const notes = rows.flatMap((row) => notesOf(row));
  if (notes.length > 0) yield "\n";
  for (const note of new Set(notes)) yield `${note}\n`;
  if (undeployed.length > 0) yield `${rows.length > 0 ? "\n" : ""}Nobody in this workspace is known to deploy:\n`;
  for (const one of undeployed) yield `  ${titleOf(one)}  ${placeText(one.span, places)}\n`;
  if (rows.length === 0 && undeployed.length === 0) yield "No workload that runs as a service account.\n";
}

const cellsOf = (row: ReadinessRow, places: Places): readonly string[] => [
  row.principal,
  titleOf(row.workload),
  ...NEED_KINDS.map((kind) => cellText(row.cells[kind], places)),
];

const titleOf = ({ kind, name }: ReadinessWorkload): string => `${kind} ${name}`;

function cellText({ state, grants, why }: Cell, places: Places): string {
  const [first] = grants;
  if (state === "none") return "-";
  if (state === "granted")
    return first === undefined ? `yes (${why ?? "assumed"})` : `yes ${placeText(first.span, places)}`;
  return state === "unknown" ? "?" : state;
}

const placeText = (span: Span, places: Places): string => {
  const { path, range } = places.placeOf(span);
  return `${path}:${range.start.line}`;
};

/** What is behind the cells that are not granted; needs of which the same is to be said, in one line. */
function notesOf({ principal, workload, cells }: ReadinessRow): readonly string[] {
  const kindsOf = new Map<string, string[]>();
  for (const kind of NEED_KINDS) {
    const note = noteOf(cells[kind]);
    if (note !== undefined) kindsOf.set(note, [...(kindsOf.get(note) ?? []), NAMES[kind]]);
  }
  return [...kindsOf].map(([note, kinds]) => `${principal}, ${titleOf(workload)}, ${kinds.join(" and ")}: ${note}`);
}

function noteOf({ state, role, on, why }: Cell): string | undefined {
  if (state === "missing") return `missing; ${role} on ${on} gives it`;
  return state === "unknown" || state === "denied" ? `${state}, ${why}` : undefined;
}

function* markdown({ rows, undeployed }: Readiness, places: Places): Generator<string> {
  yield `| principal | workload | ${NEED_KINDS.map((kind) => NAMES[kind]).join(" | ")} |\n`;
  yield `| --- | --- | ${NEED_KINDS.map(() => "---").join(" | ")} |\n`;
  for (const row of rows) yield `| ${cellsOf(row, places).map(escaped).join(" | ")} |\n`;
  const notes = [...new Set(rows.flatMap(notesOf))];
  if (notes.length > 0) yield "\n";
  for (const note of notes) yield `- ${escaped(note)}\n`;
  if (undeployed.length > 0) yield "\nNobody in this workspace is known to deploy:\n\n";
  for (const one of undeployed) yield `- ${escaped(titleOf(one))} (${escaped(placeText(one.span, places))})\n`;
}

const escaped = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|]/g, "\\$&");

/** The same with places as paths and ranges. */
const asData = ({ rows, undeployed }: Readiness, places: Places) => ({
  rows: rows.map(({ principalSpan, workload, cells, ...rest }) => ({
    ...rest,
    place: places.placeOf(principalSpan),
    workload: workloadData(workload, places),
    cells: Object.fromEntries(
      NEED_KINDS.map((kind) => [
        kind,
        { ...cells[kind], grants: cells[kind].grants.map((one) => grantData(one, places)) },
      ]),
    ),
  })),
  undeployed: undeployed.map((one) => workloadData(one, places)),
});

const workloadData = ({ span, ...rest }: ReadinessWorkload, places: Places) => ({
  ...rest,
  place: places.placeOf(span),
});

export const grantData = ({ span, ...rest }: ToldGrant, places: Places) => ({ ...rest, place: places.placeOf(span) });
