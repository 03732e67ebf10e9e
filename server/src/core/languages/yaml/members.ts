import type { Binding } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { appendToFlow } from "../manifest/flow-list.ts";
import { before, eolOf, isBlank, leadAt, lineEnd } from "../manifest/layout.ts";
import { foreignNamespace, memberField, namedObject } from "../manifest/member-form.ts";
import { placeOf, trailTo } from "../manifest/trail.ts";
import { entryOf, isEmpty, type List, type Node, type Style, textAt } from "../manifest/tree.ts";
import { writeWhole } from "../manifest/write.ts";
import { documentAt } from "./parse.ts";

/** Adds a member to a binding that has a list of members. */
export function addMember(binding: Binding, member: Value, source: Source): readonly Edit[] | undefined {
  const root = documentAt(source, binding.span)?.root;
  const item = trailTo(root, binding.span).findLast(({ kind }) => kind === "mapping");
  const list = item?.kind === "mapping" ? item.entries.findLast(({ key }) => key === "members")?.value : undefined;
  if (list?.kind !== "list" || list.uses.length > 0 || list.partial) return undefined;
  const asObject = textAt(root, "kind") === "IAMPartialPolicy";
  const own = textAt(root, "metadata", "namespace");
  const text = memberText(member, asObject, list, source, binding.scope, own);
  return text === undefined ? undefined : append(list, text, source.text);
}

function append(list: List, lines: readonly string[], text: string): readonly Edit[] | undefined {
  const last = list.items.at(-1);
  if (list.flow) return appendFlowItem(list, lines, text);
  if (last === undefined) return undefined;
  const { uri, start, end } = placeOf(last);
  const dash = text.lastIndexOf("-", start - 1);
  const indent = before(text, dash);
  if (!isBlank(indent)) return undefined;
  const eol = eolOf(text);
  if (last.kind === "scalar" && isEmpty(last) && start === end) {
    return [{ span: { uri, start, end }, text: leadAt(text, start) + lines.join(`${eol}${indent}  `) }];
  }
  const gap = isBlank(text.slice(dash + 1, start)) ? text.slice(dash + 1, start) : " ";
  const mark = gap.includes("\n") ? " " : gap;
  const item = `${indent}-${mark}${lines.join(`${eol}${indent} ${mark}`)}`;
  const at = lineEnd(text, end);
  return [{ span: { uri, start: at, end: at }, text: `${eol}${item}` }];
}

function appendFlowItem(
  list: List,
  [line = "", ...more]: readonly string[],
  text: string,
): readonly Edit[] | undefined {
  const item = line.startsWith("member: ") ? `{ ${line} }` : line;
  const edit = more.length === 0 ? appendToFlow(text, list, item) : undefined;
  return edit === undefined ? undefined : [edit];
}

/** The lines of the new item, without dash and indentation. */
function memberText(
  member: Value,
  asObject: boolean,
  list: List,
  source: Source,
  scope: string,
  own: string | undefined,
): readonly string[] | undefined {
  const object = namedObject(member, scope);
  const style = styleLike(list, asObject);
  if (object === undefined) {
    const text = writeWhole(member.parts, style, source);
    return text === undefined ? undefined : [asObject ? `member: ${text}` : text];
  }
  const field = memberField(object.kind);
  const name = writeWhole(object.name, "plain", source);
  if (!asObject || field === undefined || name === undefined) return undefined;
  const namespace = foreignNamespace(object, own);
  const lines = ["memberFrom:", `  ${field}:`, `    name: ${name}`];
  return namespace === undefined ? lines : [...lines, `    namespace: ${namespace}`];
}

/** Quotes as the last member has them. */
function styleLike(list: List, asObject: boolean): Style {
  const item: Node | undefined = list.items.at(-1);
  const scalar = asObject ? entryOf(item, "member")?.value : item;
  if (scalar?.kind === "scalar" && (scalar.style === "single" || scalar.style === "double")) return scalar.style;
  return list.flow ? "flow" : "plain";
}
