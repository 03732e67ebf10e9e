import type { Ledger, Rests } from "../graph/ledger.ts";
import type { Report, Subject } from "./lint.ts";

/** What some rules found in a subject, and all that they were told of the workspace besides. */
export interface Judged {
  readonly reports: readonly Report[];
  readonly rests: Rests;
  /** Whether all places go with their text. */
  readonly isAnchored: boolean;
}

/** What was found in subjects that stood one after another. */
interface Row extends Judged {
  readonly subjects: readonly Subject[];
}

/** What was found, by subject: one for each set of rules; and rows, by their first subject. */
export interface LintMemory {
  readonly judged: WeakMap<Subject, readonly Judged[]>;
  readonly rows: WeakMap<Subject, Row>;
}

export const newLintMemory = (): LintMemory => ({ judged: new WeakMap(), rows: new WeakMap() });

/** What is found in a subject; what was found before is taken over where it holds. */
export type Judge = (subject: Subject, before: readonly Judged[] | undefined) => readonly Judged[];

/** A row is at most so long, and ends where the next one began before once it is half as long. */
const MOST = 32;

/** Findings in the row of subjects that begins at an index. A row in which all is as it was is taken as a whole. */
export function rowFrom(
  from: number,
  subjects: readonly Subject[],
  { rows, judged: memory }: LintMemory,
  ledger: Ledger,
  judge: Judge,
): Row {
  const first = subjects[from];
  const before = first && rows.get(first);
  if (before !== undefined && isAt(before, from, subjects) && holds(before, ledger)) return before;
  const row = subjects.slice(from, endOfRow(from, subjects, rows));
  const { made, rests } = ledger.watch(() => together(row.map((subject) => judgedOf(subject, memory, ledger, judge))));
  for (const subject of row) rows.delete(subject);
  const now = { ...made, rests, subjects: row };
  if (first !== undefined) rows.set(first, now);
  return now;
}

/** What was found holds for as long as the subject and all that the graph told are the same, wherever they stand. */
export const holds = ({ isAnchored, rests }: Judged, ledger: Ledger): boolean => isAnchored && rests.hold(ledger);

function isAt({ subjects: row }: Row, from: number, subjects: readonly Subject[]): boolean {
  for (let i = 0; i < row.length; i++) if (row[i] !== subjects[from + i]) return false;
  return true;
}

function endOfRow(from: number, subjects: readonly Subject[], rows: LintMemory["rows"]): number {
  const most = Math.min(from + MOST, subjects.length);
  for (let end = from + MOST / 2; end < most; end++) {
    const next = subjects[end];
    if (next !== undefined && rows.has(next)) return end;
  }
  return most;
}

function judgedOf(subject: Subject, memory: LintMemory["judged"], ledger: Ledger, judge: Judge): readonly Judged[] {
  const before = memory.get(subject);
  if (before?.every((one) => holds(one, ledger)) === true) return before;
  const judged = judge(subject, before);
  memory.set(subject, judged);
  return judged;
}

/** All of it as one, which is noted for what is being made. */
function together(all: readonly (readonly Judged[])[]): Pick<Judged, "reports" | "isAnchored"> {
  const reports: Report[] = [];
  let isWhole = true;
  for (const judged of all) {
    for (const { reports: found, rests, isAnchored } of judged) {
      for (const report of found) reports.push(report);
      rests.note();
      isWhole &&= isAnchored;
    }
  }
  return { reports, isAnchored: isWhole };
}
