import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { readCases } from "../harness/markdown.ts";

/** What the formatter makes of a text; `undefined` when there is no terraform on this machine. */
function format(text: string): string | undefined {
  const { status, stdout } = spawnSync("terraform", ["fmt", "-"], { input: text, encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}

const fixedTexts = (path: string): readonly string[] =>
  readCases(readFileSync(path, "utf8"))
    .filter(({ name }) => !name.startsWith("Not possible"))
    .flatMap(({ blocks }) => blocks.filter(({ info }) => info[0] === "fixed").map(({ body }) => body))
    .filter((text) => text.endsWith("}\n"))
    .map((text) => text.replaceAll("␍", "").replace("<bom>", ""));

suite("terraform fmt", () => {
  const hasTerraform = format("a = 1\n") !== undefined;

  test("it has nothing to change in what the changes write", () => {
    const written = fixedTexts("test/languages/terraform-render.md").join("\n");
    assert.notEqual(written, "");
    if (hasTerraform) assert.equal(format(written), written);
  });
});
