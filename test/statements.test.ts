import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { rules } from "../server/src/core/rules/index.ts";
import { readCases } from "./harness/markdown.ts";
import { checkRuleCase } from "./harness/rule-check.ts";
import { readStatementSuite } from "./harness/rule-suite.ts";
import { completedIn, hoveredIn } from "./service/shown.ts";

const FOLDER = "test/statements";

/** What Google's page on access to Cloud Run tells, and who must act as whom in other products: a suite for each statement. */
for (const file of readdirSync(FOLDER)) {
  const markdown = readFileSync(`${FOLDER}/${file}`, "utf8");
  const { title, rules: ids, languages, cases } = readStatementSuite(markdown);
  suite(title, () => {
    test("names rules that exist", () => {
      assert.deepEqual(
        ids.filter((id) => !rules.some((rule) => rule.id === id)),
        [],
      );
    });
    test("has a case for each language", () => {
      const shown = new Set(cases.map(({ language }) => language));
      assert.deepEqual([...shown].sort(), [...languages].sort());
    });
    readCases(markdown).forEach((one, index) => {
      test(one.name, () => {
        const ruleCase = cases[index];
        if (ruleCase !== undefined) checkRuleCase(ruleCase, ...ids);
        if (ruleCase?.files.every(({ cursor }) => cursor === undefined)) return;
        const shown = [...hoveredIn(one), ...completedIn(one)];
        assert.notEqual(shown.length, 0, "a case with a cursor needs a block tagged hover, plain or items");
        for (const { block, actual } of shown) assert.equal(actual, block.body);
      });
    });
  });
}
