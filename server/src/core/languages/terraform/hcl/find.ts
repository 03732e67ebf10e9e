import type { Attribute, Block, Body, Expression, Range, Template } from "./tree.ts";

const holds = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

const isSame = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

/** The blocks that hold a range, outermost first. */
export function blocksAround(body: Body, range: Range): readonly Block[] {
  const block = body.items.find((item): item is Block => item.kind === "block" && holds(item, range));
  return block === undefined ? [] : [block, ...blocksAround(block.body, range)];
}

/** The block with exactly this range. */
export const blockAt = (body: Body, range: Range): Block | undefined =>
  blocksAround(body, range).find((block) => isSame(block, range));

/** The attribute whose name or value holds a range. */
export function attributeAround(body: Body, range: Range): Attribute | undefined {
  const inner = blocksAround(body, range).at(-1)?.body ?? body;
  return inner.items.find((item): item is Attribute => item.kind === "attribute" && holds(item, range));
}

/** The expression with exactly this range, or the template whose inside it is. */
export function expressionAt(body: Body, range: Range): Expression | undefined {
  const attribute = attributeAround(body, range);
  return attribute && searchExpression(attribute.value, range);
}

/** The innermost template of which a text part holds the range. */
export function templateAround(body: Body, range: Range): Template | undefined {
  let expression = attributeAround(body, range)?.value;
  let found: Template | undefined;
  while (expression !== undefined) {
    if (expression.kind === "template") found = expression;
    expression = partsOf(expression).find((part) => holds(part, range));
  }
  const isText = found?.parts.some((part) => part.kind === "text" && holds(part, range));
  return isText ? found : undefined;
}

function searchExpression(expression: Expression, range: Range): Expression | undefined {
  if (!holds(expression, range)) return undefined;
  if (isSame(expression, range) || (expression.kind === "template" && isSame(expression.inner, range)))
    return expression;
  for (const part of partsOf(expression)) {
    const found = searchExpression(part, range);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The expressions that an expression is made of, in the order of the text. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
    case "call":
      return expression.items;
    case "object":
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case "parenthesis":
      return [expression.inner];
    case "conditional":
      return [expression.condition, expression.yes, expression.no];
    case "for":
      return [expression.collection, expression.key, expression.result, expression.filter].filter(
        (part) => part !== undefined,
      );
    case "operation":
    case "compound":
      return expression.operands;
    case "traversal":
      return [expression.root, ...expression.steps.flatMap((step) => (step.kind === "index" ? [step.key] : []))];
    case "template":
      return expression.parts.flatMap((part) => (part.kind === "text" ? [] : (part.expression ?? [])));
    default:
      return [];
  }
}
