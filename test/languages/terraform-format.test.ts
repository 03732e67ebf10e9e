import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { readCases } from "../harness/markdown.ts";
import { readRuleSuite } from "../harness/rule-suite.ts";
import { formatted, unformatted } from "../harness/terraform-format.ts";

const ofChanges: readonly string[] = readCases(readFileSync("test/languages/terraform-render.md", "utf8"))
  .filter(({ name }) => !name.startsWith("Not possible"))
  .flatMap(({ blocks }) => blocks.filter(({ info }) => info[0] === "fixed").map(({ body }) => body))
  .filter((text) => text.endsWith("}\n"))
  .map((text) => text.replaceAll("␍", "").replace("<bom>", ""));

/** What fixes of rules make of configurations that were formatted before. */
const ofFixes: readonly string[] = readdirSync("test/rules")
  .flatMap((file) => readRuleSuite(readFileSync(`test/rules/${file}`, "utf8")).cases)
  .filter(
    ({ language, files }) => language === "terraform" && files.every(({ text }) => unformatted(text).length === 0),
  )
  .flatMap(({ fixed, files }) => fixed.filter(({ path = files[0]?.path ?? "" }) => path.endsWith(".tf")))
  .map(({ text }) => text);

suite("what is written in Terraform is formatted", () => {
  for (const [name, texts] of [
    ["by changes", ofChanges],
    ["by fixes of rules", ofFixes],
  ] as const) {
    test(name, () => {
      assert.ok(texts.length > 20);
      for (const text of texts) assert.deepEqual(unformatted(text), [], text);
    });
    test(`${name}, the formatter says, where it is installed`, () => {
      const whole = texts.join("\n");
      assert.equal(formatted(whole) ?? whole, whole);
    });
  }

  test("what is not is seen without the formatter", () => {
    const text = 'a "b" {\n  c = 1\n  dd = 2\n    e = [\n      1,\n    ] \n\tf = {}\n}\n';
    assert.deepEqual(unformatted(text), [
      "4: 4 blanks, not 2",
      "2: equals sign",
      "5: 6 blanks, not 4",
      "6: 4 blanks, not 2",
      "6: blanks",
      "7: 1 blanks, not 2",
      "7: blanks",
    ]);
  });
});
