import { spawn } from "node:child_process";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { Lines } from "../server/src/core/text/lines.ts";

/** A client that only measures: one open document, whose diagnostics it waits for. */
export interface MeasuringClient {
  /** Settled when the first diagnostics have come. */
  readonly open: (uri: string, languageId: string, text: string) => Promise<void>;
  /** Types an `x` at the offset, or takes it out again; settled when that version's diagnostics have come. */
  readonly type: (offset: number, what: "insert" | "delete") => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Published {
  readonly uri: string;
  readonly version?: number;
}

/** No pull of diagnostics: the server sends them as soon as it has them. */
const CAPABILITIES = { textDocument: { publishDiagnostics: { versionSupport: true } } };

/** Starts the bundled server as an editor does that is sent diagnostics instead of asking for them. */
export async function languageServer(): Promise<MeasuringClient> {
  const child = spawn(process.execPath, ["dist/server-node.cjs", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let version = 1;
  let uri = "";
  let lines = new Lines("");
  let arrived: ((published: Published) => void) | undefined;
  connection.onNotification("textDocument/publishDiagnostics", (published: Published) => arrived?.(published));
  const published = () =>
    new Promise<void>((resolve) => {
      arrived = (params) => params.uri === uri && (params.version ?? version) === version && resolve();
    });
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: CAPABILITIES });
  await connection.sendNotification("initialized", {});
  return {
    open: async (opened, languageId, text) => {
      uri = opened;
      lines = new Lines(text);
      const first = published();
      await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
      await first;
    },
    type: async (offset, what) => {
      version++;
      const start = lines.positionAt(offset);
      const range = { start, end: what === "insert" ? start : { ...start, character: start.character + 1 } };
      const next = published();
      await connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ range, text: what === "insert" ? "x" : "" }],
      });
      await next;
    },
    stop: async () => {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      connection.dispose();
    },
  };
}
