import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { run } from "./commands.ts";
import { serveFiles } from "./files.ts";
import { CLIENT_ID, CLIENT_NAME, clientOptions } from "./options.ts";
import { workerOf } from "./worker.ts";

const SCHEMES = ["file", "untitled", "vscode-vfs", "vscode-remote", "vscode-test-web"];

/** Starts the server in a worker, and reads files for it. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, "dist/server-web.js");
  const server = workerOf(script, context.subscriptions);
  const client = new LanguageClient(CLIENT_ID, CLIENT_NAME, server, clientOptions(SCHEMES));
  serveFiles(client);
  return run(client, context);
}
