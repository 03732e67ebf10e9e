import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { completedIn } from "./shown.ts";
import { casesOf } from "./suite.ts";

suite("completion", () => {
  for (const one of casesOf("test/service/completion.md", completedIn)) {
    test(one.name, () => {
      const outcomes = completedIn(one);
      assert.notEqual(outcomes.length, 0, "a case needs a block tagged items");
      for (const { block, actual } of outcomes) assert.equal(actual, block.body);
    });
  }
});
