import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { type Action, actionsFor, fixAllFor } from "../../service/actions.ts";
import { diagnosticOf, spanOf, workspaceEditOf } from "../convert.ts";
import { settled } from "../handle.ts";
import { recordActions } from "../record-actions.ts";
import type { Session } from "../session/session.ts";

/** The kind of the action that applies all safe fixes of a document. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.iamLint`;

/** `textDocument/codeAction` */
export function onCodeAction(session: Session): void {
  session.connection.onCodeAction(async ({ textDocument, range, context: { only } }, token) => {
    if (!session.client.literalActions) return null;
    const key = await settled(session, textDocument.uri, token);
    if (!session.configuration.isEnabled(key)) return [];
    const span = spanOf(range, key, session);
    const reports = session.findings.reports(key);
    if (span === undefined || reports.length === 0) return [];
    const isFix = wants(only, CodeActionKind.QuickFix);
    const fixes = isFix ? actionsFor(reports, span, session.workspace) : [];
    const recorded = isFix ? await recordActions(reports, span, session) : [];
    const isAsked = only?.some((kind) => covers(kind, FIX_ALL)) === true;
    const all = isAsked ? fixAllFor(reports, key, session.workspace) : [];
    const edit = all.length === 0 ? undefined : workspaceEditOf(all, session);
    return [
      ...fixes.filter(({ kind }) => kind === "fix").flatMap((action) => codeActionOf(action, session)),
      ...recorded,
      ...fixes.filter(({ kind }) => kind !== "fix").flatMap((action) => codeActionOf(action, session)),
      ...(edit === undefined ? [] : [{ title: "Fix all safe IAM findings", kind: FIX_ALL, edit }]),
    ];
  });
}

/** Kinds are paths: `source.fixAll` covers `source.fixAll.iamLint`. */
const covers = (wanted: string, kind: string): boolean =>
  wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`);

const wants = (only: readonly string[] | undefined, kind: string): boolean =>
  only === undefined || only.some((wanted) => covers(wanted, kind));

function codeActionOf({ title, edits, preferred, report }: Action, session: Session): CodeAction[] {
  const edit = workspaceEditOf(edits, session);
  if (edit === undefined) return [];
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(report, session)],
      ...(preferred && session.client.preferredActions && { isPreferred: true }),
      edit,
    },
  ];
}
