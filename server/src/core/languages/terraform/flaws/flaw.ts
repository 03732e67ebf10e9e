import type { Flaw, Repair } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Range } from "../hcl/tree.ts";
import { isJson } from "../json/parse.ts";
import type { Declaration } from "../module.ts";
import { type Reader, statementOf } from "../reading.ts";

export interface Found {
  readonly flaw: string;
  readonly at: Range;
  readonly words?: Readonly<Record<string, string>>;
  readonly repairs?: readonly Repair[];
}

/** A flaw of a block. It declares nothing; in the JSON form, nothing is repaired. */
export function flawOf(declaration: Declaration, reader: Reader, { flaw, at, words = {}, repairs = [] }: Found): Flaw {
  const { address: _, ...statement } = statementOf(declaration, reader.env);
  const usable = isJson(declaration.source.uri) ? [] : repairs.filter(({ edits }) => edits.length > 0);
  return { kind: "flaw", ...statement, flaw, at: reader.span(at), words, repairs: usable };
}

/** One edit in the document of a block. */
export const edit = (reader: Reader, { start, end }: Range, text: string): Edit => ({
  span: reader.span({ start, end }),
  text,
});
