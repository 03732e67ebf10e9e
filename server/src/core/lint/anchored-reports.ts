import { type Anchor, anchoredSpan, anchorOf, everySpan, isAnchored, withSpans } from "../model/anchor.ts";
import { encloses, type Span } from "../text/span.ts";
import type { Report, Subject } from "./lint.ts";

/**
 * Findings whose places go with their text: those that a rule worked out go with what else the finding tells, or with the
 * statements that it is about. Tells whether that holds for all of them.
 */
export function anchoredReports(
  reports: readonly Report[],
  subject: Subject,
): { readonly reports: readonly Report[]; readonly isAnchored: boolean } {
  if (reports.every(isPlaced)) return { reports, isAnchored: true };
  const near = "span" in subject ? [anchorOf(subject.span) ?? []].flat() : [];
  let isWhole = true;
  const anchored = reports.map((report) => {
    const { rule, ...told } = report;
    const anchors = [...anchorsIn(told), ...near];
    const moving = withSpans(told, (span) => {
      if (isAnchored(span)) return span;
      const anchor = anchors.find((one) => holds(one, span));
      isWhole &&= anchor !== undefined;
      return anchor === undefined ? span : anchoredSpan(span, anchor);
    });
    return moving === told ? report : { ...moving, rule };
  });
  return { reports: anchored, isAnchored: isWhole };
}

const isPlaced = ({ span, related, fixes, lacks, statement }: Report): boolean =>
  isAnchored([span, related, fixes, lacks, statement]);

function anchorsIn(data: unknown): readonly Anchor[] {
  const found = new Set<Anchor>();
  everySpan(data, (span) => {
    const anchor = anchorOf(span);
    if (anchor !== undefined) found.add(anchor);
    return true;
  });
  return [...found];
}

const holds = ({ uri, start, end, by }: Anchor, span: Span): boolean =>
  encloses({ uri, start: start + by, end: end + by }, span);
