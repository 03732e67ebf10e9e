import { type CodeAction, CodeActionKind, type TextDocumentEdit, type WorkspaceEdit } from "vscode-languageserver";
import type { Report } from "../core/lint/lint.ts";
import { Lines } from "../core/text/lines.ts";
import type { Span } from "../core/text/span.ts";
import { assumptionsOf } from "../service/access/assumption.ts";
import { type ConfigEdit, recordAssumed } from "../service/access/record-assumption.ts";
import { touchedBy } from "../service/actions.ts";
import { diagnosticOf } from "./convert.ts";
import type { Session } from "./session/session.ts";
import { nameOf } from "./uris.ts";

/** Actions that record what a finding misses as granted elsewhere, in the configuration file of its folder. */
export async function recordActions(
  reports: readonly Report[],
  span: Span,
  session: Session,
): Promise<readonly CodeAction[]> {
  const meant = touchedBy(span, reports).flatMap((report) => {
    const assumed = assumptionsOf(report, session.workspace);
    return assumed.length === 0 ? [] : [{ report, assumed }];
  });
  const file = meant.length === 0 ? undefined : await session.configuration.fileFor(span.uri);
  if (file === undefined || (file.text === undefined && !session.client.createsFiles)) return [];
  return meant.flatMap(({ report, assumed }) => {
    const edit = recordAssumed(file.uri, file.text ?? "", assumed);
    if (edit === undefined) return [];
    return {
      title: `Granted elsewhere: record in ${nameOf(file.uri)}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(report, session)],
      edit: editOf(file, edit, session),
    };
  });
}

/** The edit of a file that the workspace need not hold; a file that is not there is made first. */
function editOf(
  { uri: key, text }: { readonly uri: string; readonly text: string | undefined },
  edit: ConfigEdit,
  session: Session,
): WorkspaceEdit {
  const uri = session.spelling(key);
  const lines = new Lines(text ?? "");
  const range = { start: lines.positionAt(edit.start), end: lines.positionAt(edit.end) };
  const edits = [{ range, newText: edit.text }];
  if (!session.client.versionedEdits) return { changes: { [uri]: edits } };
  const version = session.document(key)?.version ?? null;
  const change: TextDocumentEdit = { textDocument: { uri, version }, edits };
  const create = { kind: "create" as const, uri, options: { ignoreIfExists: true } };
  return { documentChanges: text === undefined ? [create, change] : [change] };
}
