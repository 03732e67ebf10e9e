import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type MarkupContent,
  type MarkupKind,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Source } from "../core/languages/language.ts";
import type { Report } from "../core/lint/lint.ts";
import type { Severity } from "../core/model/finding.ts";
import { docsUrl } from "../core/rules/rule.ts";
import type { Edit } from "../core/text/edit.ts";
import { Lines } from "../core/text/lines.ts";
import type { Span } from "../core/text/span.ts";
import type { Description } from "../service/describe/description.ts";
import type { PlaceData } from "./messages.ts";
import type { Session } from "./session/session.ts";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const counted = new WeakMap<Source, Lines>();

/** The lines of a document; counted once for each of its versions. */
export function linesOf(key: string, { workspace }: Session): Lines | undefined {
  const source = workspace.source(key);
  if (source === undefined) return undefined;
  const lines = counted.get(source) ?? new Lines(source.text);
  counted.set(source, lines);
  return lines;
}

/** The range of a span; `undefined` when its document is not here. */
export function rangeOf(span: Span, session: Session): Range | undefined {
  const lines = linesOf(span.uri, session);
  return lines && { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** The span of a range in a document of the workspace; `undefined` when it is not here. */
export function spanOf(range: Range, key: string, session: Session): Span | undefined {
  const lines = linesOf(key, session);
  return lines && { uri: key, start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A span as the editor names it; the start of the document where its text is not here. */
export const placeOf = (span: Span, session: Session): PlaceData => ({
  uri: session.spelling(span.uri),
  range: rangeOf(span, session) ?? NOWHERE,
});

export function diagnosticOf(report: Report, session: Session): Diagnostic {
  const { codeDescription, tags, related } = session.client.diagnostics;
  const href = docsUrl(report.rule);
  const places = related ? relatedOf(report, session) : [];
  return {
    range: rangeOf(report.span, session) ?? NOWHERE,
    severity: SEVERITIES[report.severity],
    source: "iam-lint",
    code: report.rule.id,
    message: report.message,
    ...(codeDescription && /^https?:/.test(href) && { codeDescription: { href } }),
    ...(tags && report.severity === "hint" && { tags: [DiagnosticTag.Unnecessary] }),
    ...(places.length > 0 && { relatedInformation: places }),
  };
}

const relatedOf = ({ related }: Report, session: Session): DiagnosticRelatedInformation[] =>
  (related ?? []).flatMap(({ span, message }) => {
    const range = rangeOf(span, session);
    return range === undefined ? [] : [{ location: { uri: session.spelling(span.uri), range }, message }];
  });

/** Edits of several documents, for their present versions; `undefined` when one of them is not here. */
export function workspaceEditOf(edits: readonly Edit[], session: Session): WorkspaceEdit | undefined {
  const byDocument = new Map<string, TextEdit[]>();
  for (const { span, text } of edits) {
    const range = rangeOf(span, session);
    if (range === undefined) return undefined;
    const changes = byDocument.get(span.uri) ?? [];
    changes.push({ range, newText: text });
    byDocument.set(span.uri, changes);
  }
  const documents = [...byDocument].map(([key, changes]) => ({ key, uri: session.spelling(key), changes }));
  if (!session.client.versionedEdits) {
    return { changes: Object.fromEntries(documents.map(({ uri, changes }) => [uri, changes])) };
  }
  return {
    documentChanges: documents.map(({ key, uri, changes }) => ({
      textDocument: { uri, version: session.document(key)?.version ?? null },
      edits: changes,
    })),
  };
}

export const markupOf = (text: Description, kind: MarkupKind): MarkupContent => ({
  kind,
  value: kind === "markdown" ? text.markdown : text.plain,
});
