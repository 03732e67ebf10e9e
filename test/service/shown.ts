import { complete } from "../../server/src/service/complete/complete.ts";
import type { Item } from "../../server/src/service/complete/item.ts";
import { hover } from "../../server/src/service/hover.ts";
import type { Case } from "../harness/markdown.ts";
import { lineAfter, type Outcome, place, sceneOf, tagged } from "./suite.ts";

/** A block tagged `hover` holds the place that the hover is about and its Markdown, one tagged `plain` its plain text. */
export function hoveredIn(one: Case): readonly Outcome[] {
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

/**
 * A block tagged `items N` holds the first N items, one a line: label, detail, and the line that choosing it gives (`^` marks
 * the cursor where it is not at the end of what was written). `items with TEXT` holds those whose label has the text.
 */
export function completedIn(one: Case): readonly Outcome[] {
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
