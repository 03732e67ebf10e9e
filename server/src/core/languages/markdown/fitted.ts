import type { Change } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { promptOf } from "./shell-lines.ts";

/** What stands before a line of a block: white space and marks of block quotes. */
const BEFORE = /^[ \t>]*/;

/**
 * Edits of a masked document as edits of the document itself: new lines get what stands before the lines of their block.
 * `undefined` where a comment could not stand alone on its line.
 */
export function fitted(edits: readonly Edit[], change: Change, { text }: Source): readonly Edit[] | undefined {
  const isComment = change.kind === "ignore";
  if (isComment)
    return edits.some((edit) => isQuoted(text, edit)) ? undefined : edits.map((edit) => comment(text, edit));
  return fittedLines(edits, { text }, change.kind === "add-binding" ? change.after.span.start : undefined);
}

/**
 * Edits whose new lines get what stands before the lines of their block.
 * @param anchor a place whose line has a prompt, if commands here have one.
 */
export const fittedLines = (edits: readonly Edit[], { text }: Pick<Source, "text">, anchor?: number): readonly Edit[] =>
  edits.map((edit) => (edit.text.includes("\n") ? { ...edit, text: withPrefix(edit, anchor, text) } : edit));

const isQuoted = (text: string, { span }: Edit): boolean => beforeLine(text, span.start).quote.includes(">");

/** Not with a prompt: it is no command. */
const comment = (text: string, { span, text: written }: Edit): Edit => ({
  span,
  text: beforeLine(text, span.start).quote + written.trimStart(),
});

interface Before {
  /** White space and marks of block quotes. */
  readonly quote: string;
  readonly prompt: string;
}

function beforeLine(text: string, offset: number): Before {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(start, start + 400);
  const quote = BEFORE.exec(line)?.[0] ?? "";
  return { quote, prompt: promptOf(line.slice(quote.length)) };
}

/** The masked document has spaces where the prefix is; a line that begins a command gets the prompt too. */
function withPrefix({ span, text: written }: Edit, anchor: number | undefined, text: string): string {
  const { quote, prompt } = beforeLine(text, anchor ?? span.start);
  let goesOn = false;
  const lines = written.split(/(?<=\n)/).map((line) => {
    const wanted = goesOn || anchor === undefined ? quote : quote + prompt;
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    const isEmpty = line.trim() === "";
    goesOn = /\\\r?\n$/.test(line);
    return isEmpty || spaces < wanted.length ? line : wanted + line.slice(wanted.length);
  });
  return lines.join("");
}
