import type { Part, Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { expressionAt, templateAround } from "../hcl/find.ts";
import { encodeText } from "../hcl/literal.ts";
import type { Expression, Template } from "../hcl/tree.ts";
import { treeOf } from "../module.ts";
import { writeExpression, writeInside } from "./style.ts";

/** Replaces a value where it is written; not possible where it is composed of texts that stand elsewhere. */
export function replaceValue(value: Value, parts: readonly Part[], source: Source): readonly Edit[] | undefined {
  const expression = expressionAt(treeOf(source).body, value.span);
  if (expression === undefined) return replaceInside(value, parts, source);
  if (expression.kind === "call" && GIVES_MANY.has(expression.name)) return undefined;
  if (expression.kind !== "template") return [edit(source, expression, writeBare(expression, parts, source))];
  if (isComposed(expression, value)) return undefined;
  const isPlain = expression.form === "quoted" && !isLoneReference(parts);
  if (isPlain) return [edit(source, expression.inner, writeInside(parts))];
  return [edit(source, expression, writeExpression(parts))];
}

/** Functions in whose place no single text can stand, though each text of their result has their place. */
const GIVES_MANY: ReadonlySet<string> = new Set(["split", "formatlist", "jsondecode", "yamldecode", "fileset"]);

/** Replaces a stretch of a template's text that is written as it reads. */
function replaceInside({ span }: Value, parts: readonly Part[], source: Source): readonly Edit[] | undefined {
  const template = templateAround(treeOf(source).body, span);
  if (template === undefined || parts.some(({ kind }) => kind === "reference")) return undefined;
  const text = parts.map((part) => part.text).join("");
  const isPlain = template.form === "quoted" || !/[$%]\{/.test(text);
  return isPlain ? [edit(source, span, template.form === "quoted" ? encodeText(text) : text)] : undefined;
}

const edit = ({ uri }: Source, { start, end }: { start: number; end: number }, text: string): Edit => ({
  span: { uri, start, end },
  text,
});

const isLoneReference = ([first, ...rest]: readonly Part[]): boolean =>
  first?.kind === "reference" && rest.length === 0;

/** Whether a part of the template was followed to another place, so that new text here would change more than it says. */
function isComposed(template: Template, value: Value): boolean {
  const marks = template.parts.filter((part) => part.kind === "interpolation").length;
  const hasDirective = template.parts.some((part) => part.kind === "directive");
  const isDecided = hasDirective && !value.parts.some((part) => part.kind === "reference");
  return isDecided || (!hasDirective && marks !== value.parts.filter((part) => part.kind === "reference").length);
}

/** A missing expression covers the blanks behind the equals sign, of which one stays. */
function writeBare(expression: Expression, parts: readonly Part[], source: Source): string {
  const text = writeExpression(parts);
  const isTight = expression.kind === "missing" && /[^\s[(]/.test(source.text.charAt(expression.start - 1));
  return isTight ? ` ${text}` : text;
}
