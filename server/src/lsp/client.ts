import type { ClientCapabilities, MarkupKind } from "vscode-languageserver";

/** What the editor can do, as far as answers depend on it. */
export interface Client {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly diagnostics: {
    readonly related: boolean;
    readonly tags: boolean;
    readonly codeDescription: boolean;
  };
  readonly hoverFormat: MarkupKind;
  readonly documentationFormat: MarkupKind;
  readonly snippets: boolean;
  readonly itemTags: boolean;
  readonly literalActions: boolean;
  readonly preferredActions: boolean;
  readonly versionedEdits: boolean;
  readonly configuration: boolean;
  readonly watchesFiles: boolean;
  readonly folderChanges: boolean;
}

export function clientOf({ textDocument, workspace }: ClientCapabilities): Client {
  const pulls = textDocument?.diagnostic !== undefined;
  const diagnostics = pulls
    ? { ...textDocument?.publishDiagnostics, ...textDocument?.diagnostic }
    : textDocument?.publishDiagnostics;
  const item = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics: pulls,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    diagnostics: {
      related: diagnostics?.relatedInformation === true,
      tags: diagnostics?.tagSupport !== undefined,
      codeDescription: diagnostics?.codeDescriptionSupport === true,
    },
    hoverFormat: formatOf(textDocument?.hover?.contentFormat),
    documentationFormat: formatOf(item?.documentationFormat),
    snippets: item?.snippetSupport === true,
    itemTags: item?.tagSupport !== undefined,
    literalActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    configuration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folderChanges: workspace?.workspaceFolders === true,
  };
}

/** The first format that the client names is the one that it likes best. */
const formatOf = (formats: readonly MarkupKind[] | undefined): MarkupKind => formats?.[0] ?? "plaintext";
