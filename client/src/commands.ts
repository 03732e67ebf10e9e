import { commands, type ExtensionContext } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

/** Commands that a person can call, and the client's life with the extension's. */
export async function run(client: BaseLanguageClient, { subscriptions }: ExtensionContext): Promise<void> {
  subscriptions.push(
    client,
    commands.registerCommand("iamLint.restart", () => restart(client)),
    commands.registerCommand("iamLint.showOutput", () => client.outputChannel.show()),
  );
  await client.start();
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}
