import { type Disposable, type Uri, workspace } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, type MessageTransports } from "vscode-languageclient/browser";

type Worker = ConstructorParameters<typeof BrowserMessageReader>[0];
declare const Worker: new (url: string) => Worker & { terminate(): void };
declare const URL: { createObjectURL(blob: unknown): string };
declare const Blob: new (parts: readonly unknown[], options: { readonly type: string }) => unknown;

/**
 * Gives a function that starts a script as a worker, and ends the one that it started before. It gives the transports rather
 * than the worker: VS Code's own `Worker` makes objects that `instanceof` does not know.
 */
export function workerOf(script: Uri, subscriptions: Disposable[]): () => Promise<MessageTransports> {
  let running: InstanceType<typeof Worker> | undefined;
  const stop = () => running?.terminate();
  subscriptions.push({ dispose: stop });
  return async () => {
    stop();
    const worker = new Worker(await urlOf(script));
    running = worker;
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
}

/** A URL that a browser starts a worker from: it refuses one of a remote workbench, whose script's text is given instead. */
async function urlOf(script: Uri): Promise<string> {
  if (script.scheme !== "vscode-remote") return script.toString(true);
  const text = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}
