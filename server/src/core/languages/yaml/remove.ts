import type { Binding } from "../../model/facts.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { removeFromFlow } from "../manifest/flow-list.ts";
import { removeLines } from "../manifest/items.ts";
import { lineStart, nextLine } from "../manifest/layout.ts";
import { placeOf, trailTo } from "../manifest/trail.ts";
import type { List, Node } from "../manifest/tree.ts";
import { documentAt, type YamlDocument } from "./parse.ts";

/** Takes a binding out: its item of a list, or its document. */
export function removeBinding({ span }: Binding, source: Source): readonly Edit[] | undefined {
  const document = documentAt(source, span);
  if (document?.root === undefined) return undefined;
  if (document.root.span.start === span.start) return removeDocument(document, document.root, source);
  const trail = trailTo(document.root, span);
  const holds = (node: Node): node is List =>
    node.kind === "list" && node.items.some((item) => placeOf(item).start === span.start);
  const list = trail.findLast(holds);
  if (list === undefined) return undefined;
  const index = list.items.findIndex((item) => placeOf(item).start === span.start);
  const edit = list.flow ? removeFromFlow(source.text, list, index) : removeLines(list, index, trail, source.text);
  return edit === undefined ? undefined : [edit];
}

/** A document with one `---`; what stands before the first one's own comment stays. */
function removeDocument(
  { start, end, shared }: YamlDocument,
  root: Node,
  { text }: Source,
): readonly Edit[] | undefined {
  if (shared) return undefined;
  const { uri } = root.span;
  const separated = text.slice(start - 3, start) === "---";
  if (separated) return [{ span: { uri, start: start - 3, end }, text: "" }];
  const from = withComment(text, lineStart(text, root.span.start));
  return [{ span: { uri, start: from, end: end < text.length ? nextLine(text, end) : end }, text: "" }];
}

/** Start of the comment that stands right above a line. */
function withComment(text: string, line: number): number {
  let start = line;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}
