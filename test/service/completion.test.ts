import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { complete } from "../../server/src/service/complete/complete.ts";
import type { Item } from "../../server/src/service/complete/item.ts";
import type { Case } from "../harness/markdown.ts";
import { casesOf, lineAfter, type Outcome, sceneOf, tagged } from "./suite.ts";

// A block tagged `items N` holds the first N items, one a line: label, detail, and the line that choosing it gives (`^` marks
// the cursor where it is not at the end of what was written). `items with TEXT` holds those whose label has the text.
function outcomesOf(one: Case): readonly Outcome[] {
  const scene = sceneOf(one);
  const found = complete(scene.workspace, scene.uri, scene.offset);
  const line = (item: Item): string => {
    const { label, detail = "-", edit, caret } = item;
    const text = caret === undefined ? edit.text : `${edit.text.slice(0, caret)}^${edit.text.slice(caret)}`;
    return `${label} | ${detail} | ${lineAfter([{ ...edit, text }], scene)}\n`;
  };
  return tagged(one, "items").map((block) => {
    const [, first = "", text = ""] = block.info;
    const items = found?.items ?? [];
    const shown = first === "with" ? items.filter(({ label }) => label.includes(text)) : items.slice(0, Number(first));
    const more = found?.isIncomplete === true ? "and more\n" : "";
    return {
      block,
      actual: found === undefined ? "nothing\n" : shown.map(line).join("") + (first === "with" ? "" : more),
    };
  });
}

suite("completion", () => {
  for (const one of casesOf("test/service/completion.md", outcomesOf)) {
    test(one.name, () => {
      const outcomes = outcomesOf(one);
      assert.notEqual(outcomes.length, 0, "a case needs a block tagged items");
      for (const { block, actual } of outcomes) assert.equal(actual, block.body);
    });
  }
});
