import {
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { settled } from "../handle.ts";
import type { Session } from "../session/session.ts";

const stale = (): ResponseError<DiagnosticServerCancellationData> =>
  new ResponseError(LSPErrorCodes.ServerCancelled, "the document has changed", { retriggerRequest: true });

/** `textDocument/diagnostic`: the findings of a document, or that they are what the editor already has. */
export function onDiagnostic(session: Session): void {
  session.connection.languages.diagnostics.on(
    async ({ textDocument, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
      const key = await settled(session, textDocument.uri, token, stale);
      const { diagnostics, resultId } = session.findings.tell(key);
      return resultId === previousResultId
        ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
        : { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...diagnostics] };
    },
  );
}
