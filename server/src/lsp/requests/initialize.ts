import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { clientOf } from "../client.ts";
import type { Session } from "../session/session.ts";
import { canonical } from "../uris.ts";
import { FIX_ALL } from "./code-action.ts";
import { TRIGGERS } from "./completion.ts";
import { watchFiles } from "./watched-files.ts";
import { readFolders, watchFolders } from "./workspace-folders.ts";

/** `initialize`, `initialized` and `workspace/didChangeConfiguration` */
export function onInitialize(session: Session): void {
  const { connection, configuration } = session;
  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
    session.client = clientOf(capabilities);
    const roots = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === "string" ? [rootUri] : []);
    session.folders = roots.map(canonical);
    if (initializationOptions !== undefined) configuration.take(initializationOptions);
    return RESULT;
  });
  connection.onInitialized(() => {
    session.inBackground(configuration.load());
    session.inBackground(readFolders(session, session.folders));
    watchFiles(session);
    watchFolders(session);
    if (session.client.configuration) {
      session.inBackground(connection.client.register(DidChangeConfigurationNotification.type, { section: "iamLint" }));
    }
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (session.client.configuration) session.inBackground(configuration.load());
    else configuration.take(settings?.iamLint ?? settings);
  });
}

const RESULT: InitializeResult = {
  serverInfo: { name: "gcp-iam-lint" },
  capabilities: {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [...TRIGGERS], resolveProvider: true },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
    codeLensProvider: { resolveProvider: true },
    diagnosticProvider: { identifier: "iam-lint", interFileDependencies: true, workspaceDiagnostics: false },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};
