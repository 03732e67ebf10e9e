import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { hoverOver, open, untilFindings } from "./editor.ts";

describe("hover", () => {
  it("describes the role under the cursor", async () => {
    const document = await open("infra/main.tf");
    await untilFindings(document, ["24:14-24:33 run-deployer-missing-actas"]);
    const text = await hoverOver(document, "roles/run.developer");
    assert.match(text, /Cloud Run Developer/);
    assert.match(text, /Predefined role, \d+ permissions/);
    assert.match(text, /Can be granted on: Cloud Run service/);
  });
});

describe("completion", () => {
  it("offers roles where one is half typed, and replaces what is there", async () => {
    const document = await open("config/incomplete.yaml");
    await untilFindings(document, ["6:8-6:21 role-unknown"]);
    const at = document.positionAt(document.getText().indexOf("run.inv") + "run.inv".length);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      at,
    );
    const item = items.find(({ label }) => (typeof label === "string" ? label : label.label) === "roles/run.invoker");
    assert.ok(item);
    const range = item.range instanceof vscode.Range ? item.range : item.range?.replacing;
    assert.equal(document.getText(range), "roles/run.inv");
  });
});
