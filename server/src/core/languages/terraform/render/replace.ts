import type { Part, Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { expressionAt } from "../hcl/find.ts";
import type { Expression, Template } from "../hcl/tree.ts";
import { treeOf } from "../module.ts";
import { writeExpression, writeInside } from "./style.ts";

/** Replaces a value where it is written; not possible where it is composed of texts that stand elsewhere. */
export function replaceValue(value: Value, parts: readonly Part[], source: Source): readonly Edit[] | undefined {
  const expression = expressionAt(treeOf(source).body, value.span);
  if (expression === undefined) return undefined;
  if (expression.kind !== "template") return [edit(source, expression, writeBare(expression, parts, source))];
  if (isComposed(expression, value)) return undefined;
  const isPlain = expression.form === "quoted" && !isLoneReference(parts);
  if (isPlain) return [edit(source, expression.inner, writeInside(parts))];
  return [edit(source, expression, writeExpression(parts))];
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
  return !hasDirective && marks !== value.parts.filter((part) => part.kind === "reference").length;
}

/** A missing expression covers the blanks behind the equals sign, of which one stays. */
function writeBare(expression: Expression, parts: readonly Part[], source: Source): string {
  const text = writeExpression(parts);
  const isTight = expression.kind === "missing" && /[^\s[(]/.test(source.text.charAt(expression.start - 1));
  return isTight ? ` ${text}` : text;
}
