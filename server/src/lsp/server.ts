import type { Connection } from "vscode-languageserver";
import type { Host } from "./host.ts";
import { onAccess } from "./requests/access.ts";
import { onCodeAction } from "./requests/code-action.ts";
import { onCodeLens } from "./requests/code-lens.ts";
import { onCompletion } from "./requests/completion.ts";
import { onDiagnostic } from "./requests/diagnostic.ts";
import { onHover } from "./requests/hover.ts";
import { onInitialize } from "./requests/initialize.ts";
import { onSynchronize } from "./requests/synchronize.ts";
import { onWatchedFiles } from "./requests/watched-files.ts";
import { Session } from "./session/session.ts";

/** Serves an editor over a connection: the same on a desktop and in a browser, which differ in their hosts. */
export function startServer(connection: Connection, host: Host): void {
  const session = new Session(connection, host);
  onInitialize(session);
  onSynchronize(session);
  onWatchedFiles(session);
  onDiagnostic(session);
  onHover(session);
  onCompletion(session);
  onCodeAction(session);
  onCodeLens(session);
  onAccess(session);
  connection.listen();
}
