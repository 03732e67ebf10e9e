import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import {
  createProtocolConnection,
  ExitNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { bundleOf } from "../harness/bundle.ts";
import { Editor } from "./editor.ts";
import { policy } from "./texts.ts";

const URI = "file:///nowhere/grant.yaml";

test("the server of the bundle serves over standard input and output, and ends when told", async (context) => {
  const server = await bundleOf("server/src/node.ts", context);
  for (const flags of [["--stdio"], []]) {
    const child = spawn(process.execPath, [server, ...flags], { stdio: ["pipe", "pipe", "inherit"] });
    const exited = once(child, "exit");
    const editor = new Editor(
      createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
    );
    await editor.initialize({});
    editor.open(URI, policy("roles/Run.Invoker"), "yaml");
    assert.deepEqual(await editor.findings(URI), ["1:10-1:27 role-wrong-case"]);
    await editor.connection.sendRequest(ShutdownRequest.type);
    await editor.connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await exited, [0, null]);
  }
});
