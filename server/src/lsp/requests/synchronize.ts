import { languageOf } from "../../core/languages/registry.ts";
import { isConfigFile } from "../../service/load-config.ts";
import { applyChanges } from "../changes.ts";
import { MAX_DOCUMENT, readInto, readJoined } from "../session/disk.ts";
import { readFurther } from "../session/further.ts";
import type { OpenDocument, Session } from "../session/session.ts";
import { canonical, withLanguage } from "../uris.ts";

/** `textDocument/didOpen`, `didChange`, `didClose`, `didSave` */
export function onSynchronize(session: Session): void {
  const { connection } = session;
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    const key = keyFor(uri, languageId, text);
    take(session, { uri, key, version, text });
    session.awaitRead(key, readAround(session, key));
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = session.document(uri);
    if (document === undefined) return;
    const whole = contentChanges.findLastIndex((change) => !("range" in change));
    const changes = contentChanges.slice(Math.max(0, whole));
    const base = document.text ?? (whole < 0 ? undefined : "");
    take(session, { ...document, version, text: base === undefined ? undefined : applyChanges(base, changes) });
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const document = session.document(uri);
    if (document !== undefined) session.inBackground(release(session, document));
  });
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    if (isConfigFile(uri)) session.inBackground(session.configuration.load());
  });
}

/** Reads what belongs to a document that was opened, and what that builds upon. */
async function readAround(session: Session, key: string): Promise<void> {
  const isMore = await readJoined(session, key);
  session.workspace.unitFacts(key);
  const isFurther = await readFurther(session);
  if (isMore || isFurther) session.changed();
}

/** A document whose name tells no language is kept under a name that does. */
function keyFor(uri: string, languageId: string, text: string): string {
  const key = canonical(uri);
  const firstLine = text.slice(0, 200).split("\n", 1)[0] ?? "";
  return languageOf(key, firstLine) === undefined ? withLanguage(key, languageId) : key;
}

/** Takes a document's present text into the workspace, unless it is too large. */
function take(session: Session, document: OpenDocument): void {
  const { uri, key, text } = document;
  if (text === undefined || text.length > MAX_DOCUMENT) {
    session.sayOnce(`${uri} is not checked: it has more than ${MAX_DOCUMENT / 1_000_000} million characters`);
    session.keep({ ...document, text: undefined });
    session.workspace.delete(key);
  } else {
    session.keep(document);
    session.workspace.set({ uri: key, text });
  }
  if (isConfigFile(key)) session.inBackground(session.configuration.reread(key));
  session.changed();
}

/** Puts the text of the disk in the place of a closed document's, or takes it out with what only it needed. */
async function release(session: Session, document: OpenDocument): Promise<void> {
  const { key, uri } = document;
  session.forget(document);
  session.findings.forget(key);
  session.lenses.forget(key);
  if (!session.client.pullsDiagnostics)
    session.inBackground(session.connection.sendDiagnostics({ uri, diagnostics: [] }));
  const joined = session.workspace.joined(key);
  if (session.folderOf(key) !== undefined) await readInto(session, key);
  else if (!joined.some((other) => session.document(other) !== undefined)) {
    for (const other of joined) session.workspace.delete(other);
  }
  if (isConfigFile(key)) await session.configuration.reread(key);
  session.changed();
}
