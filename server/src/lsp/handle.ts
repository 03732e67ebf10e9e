import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Session } from "./session/session.ts";

const changed = (): ResponseError<unknown> =>
  new ResponseError(LSPErrorCodes.ContentModified, "the document has changed");

/**
 * Waits until what a document depends on was read and the messages that came with a request are handled, and gives the
 * document's key.
 * @throws ResponseError when the request was cancelled, or (`stale`) the document has changed, so that the editor asks again.
 */
export async function settled(
  session: Session,
  uri: string,
  token: CancellationToken,
  stale: () => ResponseError<unknown> = changed,
): Promise<string> {
  const version = session.document(uri)?.version;
  await session.ready(session.key(uri));
  await session.host.turn();
  await session.host.turn();
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
  if (session.document(uri)?.version !== version) throw stale();
  return session.key(uri);
}

/** As {@link settled}, then answers; `undefined` where linting is switched off. */
export async function answer<T>(
  session: Session,
  uri: string,
  token: CancellationToken,
  respond: (key: string) => T,
): Promise<T | undefined> {
  const key = await settled(session, uri, token);
  return session.configuration.isEnabled(key) ? respond(key) : undefined;
}

/**
 * Waits until all open documents and the configuration were read, and the messages that came with a request are handled.
 * @throws ResponseError when the request was cancelled.
 */
export async function settledAll(session: Session, token: CancellationToken): Promise<void> {
  for (const { key } of session.openDocuments) await session.ready(key);
  await session.configuration.loaded;
  await session.host.turn();
  await session.host.turn();
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}
