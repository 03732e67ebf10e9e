import type { Report } from "../core/lint/lint.ts";
import { SEVERITIES } from "../core/model/finding.ts";
import { sameSpan } from "../core/text/span.ts";

/**
 * Findings in document order, rule by rule, each message once at a place. Where a rule finds graver and lesser things at one place,
 * as in a module that is called in several ways, the gravest stay and the first of them tells the lesser ones as related places.
 */
export function onePerPlace(ordered: readonly Report[]): readonly Report[] {
  const kept: Report[] = [];
  for (let start = 0, end = 1; start < ordered.length; start = end, end++) {
    const first = ordered[start];
    while (isBeside(first, ordered[end])) end++;
    if (end - start > 1) kept.push(...joined(ordered.slice(start, end)));
    else if (first !== undefined) kept.push(first);
  }
  return kept;
}

const isBeside = (a: Report | undefined, b: Report | undefined): boolean =>
  a !== undefined && b !== undefined && a.rule === b.rule && sameSpan(a.span, b.span);

function joined(beside: readonly Report[]): readonly Report[] {
  const byGravity = beside.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const messages = new Set<string>();
  const distinct = byGravity.filter(({ message }) => !messages.has(message) && messages.add(message));
  const [first, ...others] = distinct;
  if (first === undefined) return [];
  const lesser = others.filter(({ severity }) => severity !== first.severity);
  if (lesser.length === 0) return distinct;
  return [withLesser(first, lesser), ...others.filter(({ severity }) => severity === first.severity)];
}

function withLesser(report: Report, lesser: readonly Report[]): Report {
  const fixes = [report, ...lesser].flatMap((one) => one.fixes ?? []);
  return {
    ...report,
    related: [...(report.related ?? []), ...lesser.map(({ span, message }) => ({ span, message }))],
    fixes: fixes.filter(({ title }, i) => fixes.findIndex((fix) => fix.title === title) === i),
  };
}
