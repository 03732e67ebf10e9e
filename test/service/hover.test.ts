import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { hover } from "../../server/src/service/hover.ts";
import type { Case } from "../harness/markdown.ts";
import { casesOf, type Outcome, place, sceneOf, tagged } from "./suite.ts";

// A block tagged `hover` holds the place that the hover is about and its Markdown, one tagged `plain` its plain text.
function outcomesOf(one: Case): readonly Outcome[] {
  const { workspace, uri, offset } = sceneOf(one);
  const found = hover(workspace, uri, offset);
  const about = found === undefined ? "nothing" : place(found.span, workspace);
  return [
    ...tagged(one, "hover").map((block) => ({
      block,
      actual: `${about}\n${found ? `\n${found.text.markdown}\n` : ""}`,
    })),
    ...tagged(one, "plain").map((block) => ({ block, actual: `${found?.text.plain}\n` })),
  ];
}

suite("hover", () => {
  for (const one of casesOf("test/service/hover.md", outcomesOf)) {
    test(one.name, () => {
      const outcomes = outcomesOf(one);
      assert.notEqual(outcomes.length, 0, "a case needs a block tagged hover or plain");
      for (const { block, actual } of outcomes) assert.equal(actual, block.body);
    });
  }
});
