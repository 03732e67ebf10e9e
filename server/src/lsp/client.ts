import type { ClientCapabilities, MarkupKind } from "vscode-languageserver";
import type { ExperimentalCapabilities } from "./messages.ts";

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
  readonly refreshesLenses: boolean;
  readonly createsFiles: boolean;
  /** Whether it knows the extension's own messages. */
  readonly isOwn: boolean;
}

export function clientOf({ textDocument, workspace, experimental }: ClientCapabilities): Client {
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
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    isOwn: (experimental as ExperimentalCapabilities | undefined)?.iamLint === true,
  };
}

/** The first format that the client names is the one that it likes best. */
const formatOf = (formats: readonly MarkupKind[] | undefined): MarkupKind => formats?.[0] ?? "plaintext";
