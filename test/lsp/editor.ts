import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  type CompletionItem,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  type FileEvent,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type Position,
  ProposedFeatures,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Host } from "../../server/src/lsp/host.ts";
import { ACCESS_CHANGED } from "../../server/src/lsp/messages.ts";
import { nodeHost } from "../../server/src/lsp/node-host.ts";
import { startServer } from "../../server/src/lsp/server.ts";

/** An editor that can do all that the server knows to use. */
export const FULL: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { relatedInformation: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1] } },
    hover: { contentFormat: ["markdown", "plaintext"] },
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ["markdown"], tagSupport: { valueSet: [1] } },
    },
    codeAction: {
      isPreferredSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
    },
  },
};

/** This extension's own client. */
export const OWN: ClientCapabilities = { ...FULL, experimental: { iamLint: true } };

/** An editor that takes what it is sent and can do little else. */
export const PLAIN: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

interface Options {
  readonly capabilities?: ClientCapabilities;
  readonly folders?: readonly string[];
  readonly host?: Host;
  /** The editor's settings under `iamLint`. */
  readonly settings?: () => unknown;
  readonly initializationOptions?: unknown;
}

/** The other end of a server: sends what an editor sends, and keeps what comes back until it is asked for. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly published = new Inbox<PublishDiagnosticsParams>();
  readonly refreshes = new Inbox<true>();
  readonly lensRefreshes = new Inbox<true>();
  readonly accessChanges = new Inbox<true>();
  readonly logs = new Inbox<string>();
  readonly messages = new Inbox<string>();
  readonly registered: string[] = [];
  initialized: InitializeResult | undefined;
  readonly #versions = new Map<string, number>();

  constructor(connection: ProtocolConnection, settings: () => unknown = () => ({})) {
    this.connection = connection;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => this.published.add(params));
    connection.onNotification(LogMessageNotification.type, ({ message }) => this.logs.add(message));
    connection.onNotification(ShowMessageNotification.type, ({ message }) => this.messages.add(message));
    connection.onRequest(DiagnosticRefreshRequest.type, () => this.refreshes.add(true));
    connection.onRequest(CodeLensRefreshRequest.type, () => this.lensRefreshes.add(true));
    connection.onNotification(ACCESS_CHANGED, () => this.accessChanges.add(true));
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings()));
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
    });
    connection.listen();
  }

  async initialize({ capabilities = FULL, folders, initializationOptions }: Options): Promise<void> {
    this.initialized = await this.connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      capabilities,
      initializationOptions,
      workspaceFolders: folders?.map((uri) => ({ uri, name: uri })) ?? null,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  open(uri: string, text: string, languageId = "terraform"): void {
    this.#versions.set(uri, 1);
    void this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): void {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    void this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  close(uri: string): void {
    void this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri }, ...(previousResultId !== undefined && { previousResultId }) };
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, params);
  }

  /** The diagnostics of a document, by {@link brief}. */
  async findings(uri: string): Promise<readonly string[]> {
    const report = await this.pull(uri);
    return report.kind === "full" ? report.items.map(brief) : [report.kind];
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  async complete(uri: string, position: Position): Promise<CompletionList | null> {
    const params = { textDocument: { uri }, position };
    return (await this.connection.sendRequest(CompletionRequest.type, params)) as CompletionList | null;
  }

  resolve(item: CompletionItem): Promise<CompletionItem> {
    return this.connection.sendRequest(CompletionResolveRequest.type, item);
  }

  async actions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], ...(only !== undefined && { only: [...only] }) };
    const params = { textDocument: { uri }, range, context };
    return ((await this.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as readonly CodeAction[];
  }

  /** The lenses of a document, resolved. */
  async lenses(uri: string): Promise<readonly CodeLens[]> {
    const found = (await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    return Promise.all(found.map((lens) => this.connection.sendRequest(CodeLensResolveRequest.type, lens)));
  }

  ask<T>(method: string, params: object = {}): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  watch(...changes: FileEvent[]): void {
    void this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const folders = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
    const event = { added: folders(added), removed: folders(removed) };
    void this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  configure(settings: unknown): void {
    void this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  /** Ends the talk; the process of the server is left alone, for it may be this one. */
  async shutdown(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    this.connection.dispose();
  }
}

/** Messages that have come, and those who wait for one. */
class Inbox<T> {
  readonly #waiting: ((message: T) => void)[] = [];
  readonly #come: T[] = [];

  add(message: T): void {
    const first = this.#waiting.shift();
    if (first === undefined) this.#come.push(message);
    else first(message);
  }

  get size(): number {
    return this.#come.length;
  }

  next(): Promise<T> {
    const first = this.#come.shift();
    return first === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(first);
  }
}

/** Starts a server in this process and an editor that talks to it over streams. */
export async function start(options: Options = {}): Promise<Editor> {
  const toServer = new PassThrough();
  const toEditor = new PassThrough();
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toEditor),
  );
  startServer(server, options.host ?? nodeHost());
  const connection = createProtocolConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
  const editor = new Editor(connection, options.settings);
  await editor.initialize(options);
  return editor;
}

/** A diagnostic as `line:character-line:character code`, from 0. */
export const brief = ({ range: { start, end }, code }: Diagnostic): string =>
  `${start.line}:${start.character}-${end.line}:${end.character} ${code}`;

/** The changes of an edit with their place, one a line. */
export const printEdit = ({ documentChanges = [], changes = {} }: WorkspaceEdit): readonly string[] => [
  ...documentChanges.flatMap((change) =>
    "edits" in change
      ? change.edits.map((edit) =>
          printChange(`${change.textDocument.uri}@${change.textDocument.version}`, edit as never),
        )
      : ["another kind of change"],
  ),
  ...Object.entries(changes).flatMap(([uri, edits]) => edits.map((edit) => printChange(uri, edit))),
];

const printChange = (where: string, { range: { start, end }, newText }: { range: Range; newText: string }): string =>
  `${where} ${start.line}:${start.character}-${end.line}:${end.character} ${JSON.stringify(newText)}`;
