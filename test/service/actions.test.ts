import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { actions, fixAll } from "../../server/src/service/actions.ts";
import type { Case } from "../harness/markdown.ts";
import { casesOf, type Outcome, SETTINGS, sceneOf, tagged, textAfter } from "./suite.ts";

// A block tagged `actions` lists what is offered at the cursor, `choose N` holds the document behind the Nth of these, and
// `all` the document behind all safe fixes.
function outcomesOf(one: Case): readonly Outcome[] {
  const scene = sceneOf(one);
  const { workspace, uri, offset } = scene;
  const offered = actions(workspace, uri, { uri, start: offset, end: offset }, SETTINGS);
  const lines = offered.map(
    ({ title, kind, safety, preferred }) => `${title} (${kind}, ${safety}${preferred ? ", preferred" : ""})\n`,
  );
  return [
    ...tagged(one, "actions").map((block) => ({ block, actual: lines.join("") || "nothing\n" })),
    ...tagged(one, "choose").map((block) => ({
      block,
      actual: textAfter(offered[Number(block.info[1]) - 1]?.edits ?? [], scene),
    })),
    ...tagged(one, "all").map((block) => ({ block, actual: textAfter(fixAll(workspace, uri, SETTINGS), scene) })),
  ];
}

suite("actions", () => {
  for (const one of casesOf("test/service/actions.md", outcomesOf)) {
    test(one.name, () => {
      const outcomes = outcomesOf(one);
      assert.notEqual(outcomes.length, 0, "a case needs a block tagged actions, choose or all");
      for (const { block, actual } of outcomes) assert.equal(actual, block.body);
    });
  }
});
