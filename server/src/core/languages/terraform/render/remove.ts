import type { Binding } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import type { Block } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import { statementAt } from "./blocks.ts";
import { endOfLineAt, lineStartOf } from "./style.ts";

/** Arguments of a block that would be lost with it: other instances, and an order that something relies on. */
const KEPT = ["for_each", "depends_on"];

/**
 * Deletes the block of a binding with the comment on top of it and one blank line; not possible for one of several
 * instances of a block.
 */
export function removeBinding(binding: Binding, source: Source): readonly Edit[] | undefined {
  const block = statementAt(binding, source);
  if (block === undefined || block.name === "dynamic" || KEPT.some((name) => attributeOf(block, name) !== undefined))
    return undefined;
  const { start, end } = standsAlone(block, source.text) ? linesOf(block, source.text) : block;
  return [{ span: { uri: source.uri, start, end }, text: "" }];
}

/** Whether nothing else stands on the lines of a block. */
function standsAlone({ start, end }: Block, text: string): boolean {
  const before = text.slice(lineStartOf(text, start), start);
  const behind = text.slice(end, endOfLineAt(text, end));
  return /^\ufeff?[ \t]*$/.test(before) && /^[ \t]*(?:(?:#|\/\/).*)?$/.test(behind);
}

function linesOf(block: Block, text: string): { readonly start: number; readonly end: number } {
  const start = commentStart(text, lineStartOf(text, block.start));
  const end = nextLine(text, block.end);
  if (isBlankLine(text, end) && end < text.length) return { start, end: nextLine(text, end) };
  const before = previousLine(text, start);
  const closes = end >= text.length || /^[ \t]*\}/.test(text.slice(end, endOfLineAt(text, end)));
  return closes && before !== undefined && isBlankLine(text, before) ? { start: before, end } : { start, end };
}

/** Start of the comment lines directly above; a comment that opens the file is about the file and stays. */
function commentStart(text: string, start: number): number {
  let at = start;
  for (let line = previousLine(text, at); line !== undefined; line = previousLine(text, at)) {
    if (!/^\ufeff?[ \t]*(?:#|\/\/)/.test(text.slice(line, endOfLineAt(text, line)))) return at;
    at = line;
  }
  return at === 0 ? start : at;
}

const previousLine = (text: string, lineStart: number): number | undefined =>
  lineStart === 0 ? undefined : lineStartOf(text, lineStart - 1);

function nextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

const isBlankLine = (text: string, start: number): boolean => text.slice(start, endOfLineAt(text, start)).trim() === "";
