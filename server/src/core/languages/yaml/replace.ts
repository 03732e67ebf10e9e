import { displayParts, type Part, soleReference, type Value } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { indentAt, leadAt } from "../manifest/layout.ts";
import { trailTo } from "../manifest/trail.ts";
import type { Node, Style } from "../manifest/tree.ts";
import { write } from "../manifest/write.ts";

/** Writes other text into a value; the name of an object that the value refers to is not its text. */
export function replace(
  value: Value,
  parts: readonly Part[],
  root: Node | undefined,
  source: Source,
): readonly Edit[] | undefined {
  if (soleReference(value)?.target !== undefined || isFilled(value, source)) return undefined;
  const style = styleAt(value, root);
  const text = isNumber(value.parts) && isNumber(parts) ? displayParts(parts) : write(parts, style, source);
  if (text === undefined) return undefined;
  const indent = indentAt(source.text, value.span.start);
  const lead = value.span.start === value.span.end ? leadAt(source.text, value.span.start) : "";
  return [{ span: value.span, text: lead + text.replace(/\n(?!$)/g, `\n${indent}`) }];
}

/** Whether the text is a template's in which marks stand for other texts: what replaces it would stand for them too. */
const isFilled = ({ parts, span }: Value, { text }: Source): boolean =>
  parts.every(({ kind }) => kind === "literal") && /\$\{/.test(text.slice(span.start, span.end));

/** A number takes the place of a number without quotes. */
const isNumber = (parts: readonly Part[]): boolean => /^\d+$/.test(displayParts(parts));

/** A part of a scalar is left without quotes of its own. */
function styleAt({ span }: Value, root: Node | undefined): Style {
  const node = trailTo(root, span).at(-1);
  if (node?.kind !== "scalar") return "plain";
  const whole = node.content.start === span.start && node.content.end === span.end;
  return whole || node.style === "single" || node.style === "double" ? node.style : "block";
}
