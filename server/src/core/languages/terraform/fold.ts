import { literal, type Part, type Reference } from "../../model/value.ts";
import { calculated } from "./arithmetic.ts";
import { foldFor } from "./comprehension.ts";
import { truthOf } from "./conditions.ts";
import { eitherOf } from "./either.ts";
import { type Env, spanOf, withDefaults } from "./env.ts";
import { type Entry, type Folded, knownText, lengthOf, type Text } from "./folded.ts";
import { attempt } from "./functions/attempts.ts";
import { readFrom } from "./functions/files.ts";
import { callFunction } from "./functions/functions.ts";
import { isTooLong, textOf } from "./functions/texts.ts";
import { decodeText } from "./hcl/literal.ts";
import type { Call, Expression, ObjectItem, Operation, Range, Template } from "./hcl/tree.ts";
import { foldName, foldTraversal } from "./lookup.ts";
import { targetOf } from "./target.ts";
import { templateParts, templateTexts } from "./template-parts.ts";

export { type Env, envOf, type Iteration, spanOf } from "./env.ts";

/** How deep expressions may lead into one another. */
const DEEPEST = 600;

/** Follows constants, as far as they are literals of the module. Total: what is not known is a reference. */
export function fold(expression: Expression, env: Env): Folded {
  const { budget } = env;
  budget.left--;
  if (budget.left < 0 || budget.depth > DEEPEST) return unknown(expression, env);
  budget.depth++;
  const folded = foldKind(expression, env);
  budget.depth--;
  return folded;
}

function foldKind(expression: Expression, env: Env): Folded {
  switch (expression.kind) {
    case "missing":
      return { kind: "null" };
    case "scalar": {
      const written = env.source.text.slice(expression.start, expression.end);
      return written === "null" ? { kind: "null" } : text([literal(written)], expression, env);
    }
    case "template":
      return foldTemplate(expression, env);
    case "list":
      return {
        kind: "sequence",
        items: expression.items.map((item) => fold(item, env)),
        complete: expression.closed,
      };
    case "object":
      return { kind: "mapping", entries: expression.items.map((item) => foldItem(item, env)), complete: true };
    case "parenthesis":
      return fold(expression.inner, env);
    default:
      return foldDerived(expression, env) ?? unknown(expression, env);
  }
}

/** What other values are needed for. */
function foldDerived(expression: Expression, env: Env): Folded | undefined {
  switch (expression.kind) {
    case "call":
      return foldCall(expression, env);
    case "conditional": {
      const truth = truthOf(expression.condition, env, fold);
      if (truth !== undefined) return fold(truth ? expression.yes : expression.no, env);
      return eitherOf([fold(expression.yes, env), fold(expression.no, env)]);
    }
    case "operation":
      return foldOperation(expression, env);
    case "compound": {
      const number = calculated(expression, env, fold);
      return number === undefined ? undefined : textOf(String(number), spanOf(env, expression));
    }
    case "for":
      return foldFor(expression, env, fold);
    case "name":
      return foldName(expression, env);
    case "traversal":
      return foldTraversal(expression, env, fold);
    default:
      return undefined;
  }
}

function foldOperation(expression: Operation, env: Env): Text | undefined {
  const truth = truthOf(expression, env, fold);
  return truth === undefined ? undefined : textOf(String(truth), spanOf(env, expression));
}

function foldCall(call: Call, env: Env): Folded | undefined {
  const attempted = attempt(call, env, fold) ?? readFrom(call, env, fold);
  if (attempted !== undefined) return attempted;
  const args = call.items.map((item) => argumentOf(call, item, env));
  for (const arg of args) env.budget.left -= lengthOf(arg);
  if (env.budget.left < 0) return undefined;
  const result = callFunction(call.name, call.spread ? spread(args) : args, spanOf(env, call));
  if (result !== undefined) env.budget.left -= lengthOf(result);
  return result;
}

/** What goes into a format is one value: one of several counts as not known. */
function argumentOf({ name }: Call, item: Expression, env: Env): Folded {
  const folded = fold(item, env);
  return folded.kind === "either" && name === "format" ? unknown(item, env) : folded;
}

/** The arguments of `f(list...)`; none when the list is not known wholly. */
function spread(args: readonly Folded[]): readonly Folded[] {
  const last = args.at(-1);
  if (last?.kind !== "sequence") return [];
  const rest: readonly Folded[] = last.complete ? [] : [{ kind: "sequence", items: [], complete: false }];
  return [...args.slice(0, -1), ...last.items, ...rest];
}

function text(parts: readonly Part[], range: Range, env: Env): Text {
  return { kind: "text", parts, span: spanOf(env, range), uses: [], isDefault: false };
}

/** An expression that is not known, as a reference. */
export const unknown = (expression: Expression, env: Env): Text =>
  text([referenceTo(expression, env)], expression, env);

function referenceTo(expression: Expression, env: Env): Reference {
  const span = spanOf(env, expression);
  const written = env.source.text.slice(span.start, span.end);
  const target = targetOf(expression, env, (key) => knownText(fold(key, env)));
  return { kind: "reference", text: written, span, ...(target === undefined ? {} : { target }) };
}

function foldItem({ key, value }: ObjectItem, env: Env): Entry {
  const folded = key.kind === "name" ? text([literal(key.name)], key, env) : fold(key, env);
  return { key: folded.kind === "text" ? folded : unknown(key, env), value: fold(value, env) };
}

/** A template that is nothing but one interpolation is that expression. */
function foldTemplate(template: Template, env: Env): Folded {
  const [first, ...rest] = template.parts;
  if (first?.kind === "interpolation" && rest.length === 0) {
    const folded = fold(first.expression, withDefaults(env, env.isPath === true));
    if (folded.kind !== "text" || folded.encoded !== undefined || folded.content !== undefined) return folded;
  }
  if (first?.kind === "text" && rest.length === 0) {
    return text([literal(decodeText(env.source.text, template, first))], template.inner, env);
  }
  if (env.defaults && rest.length > 0) return textsOf(template, env);
  const parts = templateParts(template, env, fold, interpolated);
  return rest.length > 0 && isTooLong(parts) ? unknown(template, env) : text(parts, template.inner, env);
}

/** A template in which something may be one of several texts is one of several texts, where these are looked at one by one. */
function textsOf(template: Template, env: Env): Folded {
  const texts = templateTexts(template, env, fold, interpolatedTexts);
  if (texts.some(isTooLong)) return unknown(template, env);
  const [first, ...others] = texts.map((parts) => text(parts, template.inner, env));
  const whole =
    first !== undefined && others.length === 0 ? first : eitherOf(first === undefined ? [] : [first, ...others]);
  return whole ?? unknown(template, env);
}

/** What a mark may be: each text of several, or what it is; a mark that comes to null is an error. */
function interpolatedTexts(expression: Expression, env: Env): readonly (readonly Part[])[] {
  const folded = fold(expression, withDefaults(env, env.isPath === true));
  const options = folded.kind === "either" ? folded.options.filter(({ kind }) => kind !== "null") : [];
  const texts = options.filter((option) => option.kind === "text");
  const isOneOf = texts.length > 0 && texts.length === options.length;
  return isOneOf ? texts.map(({ parts }) => parts) : interpolated(expression, env);
}

/** A default is not followed inside a template: the finding could not point at it. */
function interpolated(expression: Expression, env: Env): readonly (readonly Part[])[] {
  const folded = fold(expression, withDefaults(env, env.isPath === true));
  return [folded.kind === "text" && folded.encoded === undefined ? folded.parts : [referenceTo(expression, env)]];
}
