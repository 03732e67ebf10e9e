/** A half-open range of UTF-16 offsets in one document: the only notion of place in the core. */
export interface Span {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** True also at both ends, so that a cursor right behind a word still belongs to it. */
export const touches = (span: Span, offset: number): boolean => span.start <= offset && offset <= span.end;

export const encloses = (outer: Span, inner: Span): boolean =>
  outer.uri === inner.uri && outer.start <= inner.start && inner.end <= outer.end;

export const overlaps = (a: Span, b: Span): boolean => a.uri === b.uri && a.start < b.end && b.start < a.end;

export const sameSpan = (a: Span, b: Span): boolean => a.uri === b.uri && a.start === b.start && a.end === b.end;

/** Document order: by uri, then start, then end. */
export const compareSpans = (a: Span, b: Span): number =>
  a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.start - b.start || a.end - b.end;

/** The spans without repetitions, in their order. */
export const distinctSpans = (spans: readonly Span[]): readonly Span[] =>
  spans.filter((span, index) => spans.findIndex((other) => sameSpan(span, other)) === index);
