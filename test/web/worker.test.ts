import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { Worker } from "node:worker_threads";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  type DataCallback,
  type Disposable,
  type Message,
} from "vscode-languageserver/node";
import {
  type FolderEntry,
  LIST_FOLDER,
  type ListFolderParams,
  READ_FILE,
  type ReadFileParams,
  type ReadFileResult,
} from "../../server/src/lsp/messages.ts";
import { bundleOf } from "../harness/bundle.ts";
import { Editor } from "../lsp/editor.ts";
import { grant, policy } from "../lsp/texts.ts";

// The server for browsers in a worker of node that has of `self` what the server uses, and nothing of node.
const SHIM = `
const { parentPort } = require("node:worker_threads");
const listeners = [];
parentPort.on("message", (data) => {
  self.onmessage?.({ data });
  for (const listener of listeners) listener({ data });
});
globalThis.self = {
  postMessage: (data) => parentPort.postMessage(data),
  addEventListener: (type, listener) => type === "message" && listeners.push(listener),
};
for (const name of ["require", "module", "exports", "process", "Buffer", "setImmediate", "__filename", "__dirname"]) delete globalThis[name];
(function (require, module, exports, process, Buffer, setImmediate, global) {
`;

class WorkerReader extends AbstractMessageReader {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }

  listen(callback: DataCallback): Disposable {
    this.#worker.on("message", (message: Message) => callback(message));
    return { dispose: () => undefined };
  }
}

class WorkerWriter extends AbstractMessageWriter {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }

  write(message: Message): Promise<void> {
    this.#worker.postMessage(message);
    return Promise.resolve();
  }

  end(): void {}
}

async function start(context: TestContext, files: ReadonlyMap<string, string>): Promise<Editor> {
  const script = readFileSync(await bundleOf("server/src/browser.ts", context), "utf8");
  const worker = new Worker(`${SHIM}${script}\n})();`, { eval: true });
  context.after(() => worker.terminate());
  const connection = createProtocolConnection(new WorkerReader(worker), new WorkerWriter(worker));
  const editor = new Editor(connection);
  connection.onRequest(READ_FILE, ({ uri, limit }: ReadFileParams): ReadFileResult => {
    const text = files.get(uri);
    return text === undefined || text.length > limit ? {} : { text };
  });
  connection.onRequest(LIST_FOLDER, ({ uri }: ListFolderParams) => entriesOf(uri, files));
  return editor;
}

function entriesOf(folder: string, files: ReadonlyMap<string, string>): readonly FolderEntry[] {
  const names = new Map<string, boolean>();
  for (const uri of files.keys()) {
    if (!uri.startsWith(`${folder}/`)) continue;
    const [name = "", ...below] = uri.slice(folder.length + 1).split("/");
    names.set(name, below.length > 0);
  }
  return [...names].map(([name, isFolder]) => ({ name, isFolder }));
}

const ROOT = "vscode-vfs://github/o/r";

test("the bundle for browsers reads files through its editor", async (context) => {
  const files = new Map([
    [`${ROOT}/infra/main.tf`, grant("local.role")],
    [`${ROOT}/infra/locals.tf`, 'locals {\n  role = "roles/Run.Invoker"\n}\n'],
    [`${ROOT}/.iamlint.json`, '{ "rules": { "role-missing-prefix": "off" } }'],
  ]);
  const editor = await start(context, files);
  await editor.initialize({ folders: [ROOT] });
  const locals = `${ROOT}/infra/locals.tf`;
  editor.open(locals, files.get(locals) ?? "");
  assert.deepEqual(await editor.findings(locals), ["1:10-1:27 role-wrong-case"]);
  editor.open(`${ROOT}/a.yaml`, policy("run.viewer"), "yaml");
  assert.deepEqual(await editor.findings(`${ROOT}/a.yaml`), []);
  await editor.shutdown();
});

test("the bundle for browsers works where no file can be read", async (context) => {
  const editor = await start(context, new Map());
  await editor.initialize({});
  const uri = "untitled:Untitled-1";
  editor.open(uri, policy("roles/run.invoker"), "yaml");
  assert.deepEqual(await editor.findings(uri), []);
  const hover = await editor.hover(uri, { line: 1, character: 12 });
  assert.match(JSON.stringify(hover), /Cloud Run Invoker/);
  await editor.shutdown();
});
