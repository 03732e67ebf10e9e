import type { Span } from "../../text/span.ts";
import type { Source } from "../language.ts";
import { before, eolOf } from "../manifest/layout.ts";
import { encode, needsQuotes } from "../manifest/write.ts";
import { inPowershell } from "../powershell/powershell.ts";
import { isFolded } from "./scalar-text.ts";
import type { PipelineScript, Region } from "./script.ts";

/** A text of the shell with the marks of the pipeline. */
export function withMarks(
  text: string,
  { marks }: Pick<Region, "marks">,
  { variables }: Pick<PipelineScript, "variables">,
): string {
  const named = text.replace(/\$\{\w+\}/g, (variable) => variables.get(variable) ?? variable);
  return marks.write?.(named) ?? named;
}

/** A text of the shell as a region has it. */
export function asForm(text: string, form: Region["form"]): string {
  if (form === "word") return wordText(text);
  return form === "powershell" ? inPowershell(text) : text;
}

/** A word of a command has no quotes of the shell. */
export function wordText(text: string): string {
  const bare = /^"(.*)"$|^'(.*)'$/s.exec(text);
  return (bare?.[1] ?? bare?.[2] ?? text).replace(/\\([\\$`"])/g, "$1");
}

/** The text as it is to be written inside of the scalar. */
export function asScalar(text: string, { start, end }: Span, { scalar }: Region, document: Source): string | undefined {
  const { style, content } = scalar;
  if (style === "block") return asBlock(text, content, document);
  if (style === "plain" || style === "flow") {
    const whole = document.text.slice(content.start, start) + text + document.text.slice(end, content.end);
    return text.includes("\n") || needsQuotes(whole, style) ? undefined : text;
  }
  return text.includes("\n") && style === "single" ? undefined : encode(text, style);
}

/** Further lines are indented as the first one is; where lines are joined, an empty one keeps two of them apart. */
function asBlock(text: string, content: Span, { text: document }: Source): string {
  const eol = eolOf(document);
  const apart = isFolded(document, content.start) ? eol + eol : eol;
  return text.replace(/\r?\n/g, `${apart}${before(document, content.start)}`);
}
