import { commands, type ExtensionContext } from "vscode";
import type { BaseLanguageClient, StaticFeature } from "vscode-languageclient";
import { type ExperimentalCapabilities, SHOW_PLACES, type ShowPlacesArguments } from "../../server/src/lsp/messages.ts";
import { askWhy } from "./ask-why.ts";
import { explainError } from "./explain-error.ts";
import { ReadinessPanel } from "./panel/readiness-panel.ts";
import { showPlaces } from "./places.ts";

/** Commands that a person can call, and the client's life with the extension's. */
export async function run(
  client: BaseLanguageClient,
  { subscriptions, extensionUri }: ExtensionContext,
): Promise<void> {
  const panel = new ReadinessPanel(client, extensionUri);
  client.registerFeature(OWN);
  subscriptions.push(
    client,
    commands.registerCommand("iamLint.restart", () => restart(client)),
    commands.registerCommand("iamLint.showOutput", () => client.outputChannel.show()),
    commands.registerCommand("iamLint.showReadiness", () => panel.show()),
    commands.registerCommand("iamLint.why", () => askWhy(client)),
    commands.registerCommand("iamLint.explainError", (text?: unknown) => explainError(client, text)),
    commands.registerCommand(SHOW_PLACES, (...places: ShowPlacesArguments) => showPlaces(...places)),
  );
  await client.start();
}

/** Tells the server that its own messages are understood here. */
const OWN: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const own: ExperimentalCapabilities = { iamLint: true };
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), ...own };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}
