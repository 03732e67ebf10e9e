import { type Change, placeOf } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { trailTo } from "../../manifest/trail.ts";
import { at } from "../../manifest/tree.ts";
import { write } from "../../manifest/write.ts";
import { treesIn } from "../../yaml/compose.ts";
import { hereDocumentAt } from "../here-file.ts";

/** Edits inside of a policy in a here-document, which is written as YAML or JSON is; `outside` where the place is in none. */
export function renderInPolicy(change: Change, source: Source): readonly Edit[] | undefined | "outside" {
  const { start } = placeOf(change);
  const body = source.text.includes("<<") ? hereDocumentAt(source.text, start) : undefined;
  const [root] = body === undefined ? [] : treesIn(source, body.start, body.end);
  if (body === undefined || at(root, "bindings") === undefined) return "outside";
  if (change.kind === "ignore") {
    const isJson = /^\s*\{/.test(source.text.slice(body.start, body.end));
    return change.extent === "line" && isJson ? undefined : "outside";
  }
  if (change.kind !== "replace") return undefined;
  const { span } = change.value;
  const scalar = trailTo(root, span).at(-1);
  if (scalar?.kind !== "scalar") return undefined;
  const isWhole = scalar.content.start === span.start && scalar.content.end === span.end;
  const text = write(change.with, isWhole || scalar.style === "double" ? scalar.style : "block", source);
  return text === undefined || text.includes("\n") ? undefined : [{ span, text }];
}
