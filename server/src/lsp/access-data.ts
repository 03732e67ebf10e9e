import type { Report } from "../core/lint/lint.ts";
import type { ExplainedError } from "../service/access/explain-error.ts";
import {
  cellWords,
  NEED_KINDS,
  type Readiness,
  type ReadinessRow,
  type ReadinessWorkload,
} from "../service/access/readiness.ts";
import type { ToldGrant } from "../service/access/told-grant.ts";
import { remedyOf, verdictOf, type Why } from "../service/access/why.ts";
import { editsOf } from "../service/apply.ts";
import { placeOf, workspaceEditOf } from "./convert.ts";
import type {
  CauseData,
  CellData,
  ExplainErrorResult,
  GrantData,
  ReadinessResult,
  ReadinessRowData,
  WhyData,
  WorkloadData,
} from "./messages.ts";
import type { Session } from "./session/session.ts";

/** Who can deploy what, with places instead of spans. */
export const readinessData = ({ rows, undeployed }: Readiness, session: Session): ReadinessResult => ({
  complete: session.unread.size === 0,
  needs: NEED_KINDS,
  rows: rows.map((row) => rowData(row, session)),
  undeployed: undeployed.map((workload) => workloadData(workload, session)),
});

function rowData({ principal, principalSpan, workload, cells }: ReadinessRow, session: Session): ReadinessRowData {
  const place = placeOf(principalSpan, session);
  const cellData = (need: (typeof NEED_KINDS)[number]): CellData => {
    const cell = cells[need];
    const grants = cell.grants.map(({ span }) => placeOf(span, session));
    return { need, state: cell.state, told: cellWords(cell), places: grants.length > 0 ? grants : [place] };
  };
  return { principal, place, workload: workloadData(workload, session), cells: NEED_KINDS.map(cellData) };
}

const workloadData = ({ kind, name, identity, span }: ReadinessWorkload, session: Session): WorkloadData => ({
  kind,
  name,
  ...(identity !== undefined && { identity }),
  place: placeOf(span, session),
});

const grantData = ({ source, role, on, span }: ToldGrant, session: Session): GrantData => ({
  source,
  role,
  on,
  place: placeOf(span, session),
});

/** Whether somebody holds something, in words. */
export function whyData(answer: Why, session: Session): WhyData {
  const remedy = remedyOf(answer);
  return {
    verdict: verdictOf(answer),
    state: answer.state,
    reasons: [...answer.reasons, ...(remedy === undefined ? [] : [remedy])],
    grants: answer.grants.map((grant) => grantData(grant, session)),
  };
}

/** Nobody reads more causes. */
const MOST_CAUSES = 10;

/** What an error means, with the fixes of its causes as edits. */
export function explainedData(explained: ExplainedError, session: Session): ExplainErrorResult {
  const { meaning, advice, permission, resource, principal, roles, findings, answers } = explained;
  const named = { permission, principal, resource };
  return {
    meaning,
    advice: plain(advice),
    named: Object.fromEntries(
      Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    roles,
    causes: findings
      .filter(({ span }) => session.configuration.isEnabled(span.uri))
      .slice(0, MOST_CAUSES)
      .map((report) => causeData(report, session)),
    answers: answers.map((answer) => whyData(answer, session)),
  };
}

function causeData({ message, rule, span, fixes = [] }: Report, session: Session): CauseData {
  const offered = fixes.flatMap((fix) => {
    const edits = editsOf(fix, session.workspace) ?? [];
    const edit = edits.length === 0 ? undefined : workspaceEditOf(edits, session);
    return edit === undefined ? [] : [{ title: plain(fix.title), edit }];
  });
  return { message: plain(message), rule: rule.id, place: placeOf(span, session), fixes: offered };
}

/** Without the marks of code, for places that show none. */
const plain = (text: string): string => text.replaceAll("`", "");
