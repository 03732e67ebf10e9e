import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { Worker } from "playwright-core";
import {
  openFile,
  openWebWorkbench,
  openWorkbench,
  runCommand,
  squiggle,
  type Workbench,
  webviewOf,
} from "./workbench.ts";

const { publisher, name } = JSON.parse(readFileSync("package.json", "utf8"));

describe("the extension in VS Code for the Web", { timeout: 300_000 }, () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWebWorkbench();
  });

  after(() => workbench.stop());

  it("underlines what is wrong", async () => {
    await openFile(workbench, "config/reader.yaml");
    await squiggle(workbench, "error").waitFor();
  });

  it("reads the other files of a module", async () => {
    await openFile(workbench, "infra/main.tf");
    await squiggle(workbench, "warning").waitFor();
  });
});

describe("the packed extension in the browser's part of a remote editor", { timeout: 300_000 }, () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ "remote.extensionKind": { [`${publisher}.${name}`]: ["web"] } });
  });

  after(() => workbench.stop());

  it("underlines what is wrong", async () => {
    await openFile(workbench, "config/reader.yaml");
    await squiggle(workbench, "error").waitFor();
  });

  it("shows who can deploy what", async () => {
    await runCommand(workbench, "IAM: Show Deploy Readiness");
    await webviewOf(workbench)
      .getByRole("gridcell", { name: /^identity: missing/ })
      .waitFor();
  });

  it("has done so with its server in a worker", async () => {
    const areOthers = await Promise.all(workbench.page.workers().map(isNotTheEditors));
    assert.deepEqual(areOthers.filter(Boolean), [true]);
  });
});

/** The editor marks the workers that it starts for itself. */
const isNotTheEditors = (worker: Worker): Promise<boolean> =>
  worker.evaluate<boolean>("!('_VSCODE_FILE_ROOT' in self)");
