import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { run } from "./commands.ts";
import { CLIENT_ID, CLIENT_NAME, clientOptions } from "./options.ts";

/** Starts the server as a process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath("dist/server-node.cjs");
  const server = { module, transport: TransportKind.ipc };
  const options = clientOptions(["file", "untitled"]);
  return run(new LanguageClient(CLIENT_ID, CLIENT_NAME, server, options), context);
}
