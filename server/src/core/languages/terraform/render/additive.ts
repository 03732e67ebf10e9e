import type { Binding } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { blockAt } from "../hcl/find.ts";
import type { Attribute, Block, Expression, List } from "../hcl/tree.ts";
import { attributeOf, treeOf } from "../module.ts";
import { freeName, nameFrom } from "./naming.ts";
import { commentBehind, rowsOf } from "./rows.ts";
import { argument, editOf, lineEndOf, type Row, writeRows } from "./style.ts";

const OWNER = "_iam_binding";

/**
 * Turns a `_iam_binding` into a `_iam_member`: of one member directly, of several by `for_each`, whose keys are the members
 * where these are literals and made-up names where they are known only after an apply.
 */
export function makeAdditive(binding: Binding, source: Source): readonly Edit[] | undefined {
  const block = blockAt(treeOf(source).body, binding.span);
  const label = block?.labels[0];
  const members = block && attributeOf(block, "members");
  if (block === undefined || label === undefined || members === undefined) return undefined;
  if (!label.text.endsWith(OWNER) || !binding.complete) return undefined;
  if (["for_each", "count", "member"].some((name) => attributeOf(block, name) !== undefined)) return undefined;
  const list = members.value;
  if (list.kind !== "list" || list.items.length === 0 || !list.closed) return undefined;

  const edited = rewrite(block, members, list, source.text);
  if (edited === undefined) return undefined;
  const end = label.end - 1;
  const start = end - "binding".length;
  const lineEnd = lineEndOf(source.text);
  const body = writeRows(edited.rows).map((line) => line + lineEnd);
  return [
    { span: { uri: source.uri, start, end }, text: "member" },
    editOf(source, edited.start, edited.end, body.join("")),
  ];
}

/** The lines of the block, rewritten; `undefined` when it is not laid out in lines. */
function rewrite(block: Block, members: Attribute, list: List, text: string): Edited | undefined {
  const old = rowsOf(block, text);
  const at = old?.rows.findIndex(({ argument }) => argument === members) ?? -1;
  const [only, ...others] = list.items;
  if (old === undefined || at < 0 || only === undefined) return undefined;
  const isSingle = others.length === 0;
  const value = isSingle ? text.slice(only.start, only.end) : "each.value";
  if (value.includes("\n")) return undefined;
  const indent = text.slice(old.rows[at]?.start, members.start);
  const member = { ...argument("member", value), indent, comment: commentBehind(members, text) };
  const rows = old.rows.map(({ row }, i) => (i === at ? member : row));
  const lead = isSingle ? [] : [...forEachRows(list, indent, text), { text: "" }];
  return { start: old.start, end: old.end, rows: [...lead, ...rows] };
}

interface Edited {
  readonly start: number;
  readonly end: number;
  readonly rows: readonly Row[];
}

function forEachRows(list: List, indent: string, text: string): readonly Row[] {
  const isLiteral = list.items.every((item) => item.kind === "template" && item.parts.every((p) => p.kind === "text"));
  if (isLiteral) return [{ text: `${indent}for_each = toset(${text.slice(list.start, list.end)})` }];
  const taken = new Set<string>();
  const items = list.items.map((item) => {
    const written = text.slice(item.start, item.end);
    const name = freeName(nameFrom([keyWords(item, written)]), taken);
    taken.add(name);
    return { ...argument(name, written), indent: `${indent}  ` };
  });
  return [{ text: `${indent}for_each = {` }, ...items, { text: `${indent}}` }];
}

/** Words for the key of a member: the name of what it refers to, or the part of the e-mail before the `@`. */
export function keyWords(item: Expression, written: string): string {
  const reference =
    /\b(?:data\.)?[a-z]+_\w+\.(\w+)/.exec(written)?.[1] ?? /\b(?:var|local|module)\.(\w+)/.exec(written)?.[1];
  if (reference !== undefined) return reference;
  return item.kind === "template" ? (/^"(?:[^:@]*:)?([^@"]+)/.exec(written)?.[1] ?? "member") : "member";
}
