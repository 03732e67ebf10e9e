import { literal } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { before, eolOf, lineEnd } from "../manifest/layout.ts";
import { writeWhole } from "../manifest/write.ts";
import type { Region } from "./script.ts";

/** A blank and one word that says the same with and without quotes. */
const FURTHER_WORD = /^ ([^\s"'`$\\|&;<>()]+)$/;
const DASH = /^[ \t]*-[ \t]+$/;
const COMMA = /,\s*$/;

/** A further word behind one that is an item of a list, as an item of its own. `undefined` where the edit is something else. */
export function newWord({ span, text }: Edit, region: Region, document: Source): Edit | undefined {
  const { form, to, scalar } = region;
  const word = FURTHER_WORD.exec(text)?.[1];
  if (word === undefined || form !== "word" || span.start !== to || span.end !== to) return undefined;
  const written = scalar.uses.length > 0 ? undefined : writeWhole([literal(word)], scalar.style, document);
  if (written === undefined || scalar.style === "block") return undefined;
  const lead = before(document.text, scalar.span.start);
  if (DASH.test(lead)) {
    const at = lineEnd(document.text, scalar.span.end);
    return { span: { uri: document.uri, start: at, end: at }, text: eolOf(document.text) + lead + written };
  }
  const { end } = scalar.span;
  const between = COMMA.exec(document.text.slice(Math.max(0, scalar.span.start - 200), scalar.span.start))?.[0] ?? ", ";
  return { span: { uri: document.uri, start: end, end }, text: between + written };
}

const ONE_WORD = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'\\]|\\.)*$/s;

/** Whether a text of the shell is one word of it at most. */
export const isOneWord = (text: string): boolean => ONE_WORD.test(text);
