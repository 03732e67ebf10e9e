import type { Binding } from "../../../model/facts.ts";
import type { Grant } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { planGrant } from "./planned-grant.ts";
import { endOfLineAt, lineEndOf, writeNewBlock } from "./style.ts";

/** Writes a `_iam_member` block behind the block of `after`; not possible where the resource cannot be named there. */
export function addBinding(after: Binding, wanted: Grant, source: Source): readonly Edit[] | undefined {
  const planned = planGrant(after, wanted, source);
  if (planned === undefined) return undefined;
  const { text, uri } = source;
  const lineEnd = lineEndOf(text);
  const at = endOfLineAt(text, planned.beside.end);
  const written = planned.blocks.map((one) => lineEnd + lineEnd + writeNewBlock(one, lineEnd)).join("");
  const inserted = written + spaceBehind(restOf(source, at), lineEnd);
  return [{ span: { uri, start: at, end: at }, text: inserted }];
}

/** What follows an offset in its document or piece. */
function restOf({ text, pieces = [] }: Source, at: number): string {
  return text.slice(at, pieces.find(({ start, end }) => start <= at && at <= end)?.end);
}

/** What has to follow so that the next block is set off by a blank line, and the file ends with a line end. */
function spaceBehind(rest: string, lineEnd: string): string {
  if (rest.trim() === "") return rest === "" ? lineEnd : "";
  return /^\r?\n[ \t]*\r?\n/.test(rest) ? "" : lineEnd;
}
