import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { hoveredIn } from "./shown.ts";
import { casesOf } from "./suite.ts";

suite("hover", () => {
  for (const one of casesOf("test/service/hover.md", hoveredIn)) {
    test(one.name, () => {
      const outcomes = hoveredIn(one);
      assert.notEqual(outcomes.length, 0, "a case needs a block tagged hover or plain");
      for (const { block, actual } of outcomes) assert.equal(actual, block.body);
    });
  }
});
