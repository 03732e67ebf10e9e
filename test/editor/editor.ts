// What the suites need of the editor: open a file of the workspace, wait for what the server says, read it back as plain text.
import { strict as assert } from "node:assert";
import * as vscode from "vscode";

const SOURCE = "iam-lint";

/** Opens a file of the workspace folder and shows it. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "no folder is open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** This extension's diagnostics of a document, as `line:character-line:character code`, both from 0. */
export function findings({ uri }: vscode.TextDocument): readonly string[] {
  return ours(uri).map(({ range: { start, end }, code }) => {
    const id = typeof code === "object" ? code.value : code;
    return `${start.line}:${start.character}-${end.line}:${end.character} ${id}`;
  });
}

/** Waits until the findings of a document are exactly these; mocha's time limit ends a wait in vain. */
export function untilFindings(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  const isThere = () => JSON.stringify(findings(document)) === JSON.stringify(expected);
  return new Promise((resolve, reject) => {
    const done = () => {
      listening.dispose();
      clearTimeout(timer);
    };
    const look = () => {
      if (!isThere()) return;
      done();
      resolve();
    };
    const listening = vscode.languages.onDidChangeDiagnostics(look);
    const timer = setTimeout(() => {
      done();
      try {
        assert.deepEqual(findings(document), expected);
      } catch (error) {
        reject(error);
      }
    }, 30_000);
    look();
  });
}

/** The quick fixes for the diagnostics with this code, by title. */
export async function quickFixes(document: vscode.TextDocument, code: string): Promise<readonly vscode.CodeAction[]> {
  const diagnostic = ours(document.uri).find((d) => (typeof d.code === "object" ? d.code.value : d.code) === code);
  assert.ok(diagnostic, `no ${code}`);
  return codeActions(document, diagnostic.range, vscode.CodeActionKind.QuickFix);
}

/** Code actions of a kind, resolved. */
export const codeActions = (
  { uri }: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Thenable<readonly vscode.CodeAction[]> =>
  vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind.value, 100);

export async function apply({ title, edit, command }: vscode.CodeAction): Promise<void> {
  assert.ok(edit || command, `${title} does nothing`);
  if (edit) assert.ok(await vscode.workspace.applyEdit(edit), `${title} could not be applied`);
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** What hovering over the first place of `word` shows, all parts of it. */
export async function hoverOver(document: vscode.TextDocument, word: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(word) + 1);
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    at,
  );
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (typeof part === "string" ? part : part.value)).join("\n");
}

const ours = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === SOURCE)
    .sort((a, b) => a.range.start.compareTo(b.range.start));
