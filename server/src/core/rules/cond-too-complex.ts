import { expressionOf } from "../conditions/expression.ts";
import { nodesIn } from "../conditions/tree.ts";
import { defineRule } from "./rule.ts";

/** Source: cloud.google.com/iam/quotas */
const MOST_OPERATORS = 12;

export const condTooComplex = defineRule({
  id: "cond-too-complex",
  title: "Condition with too many operators",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.1.0",
  why: `A condition may hold at most ${MOST_OPERATORS} logical operators (\`&&\`, \`||\` and \`!\`). The API refuses a longer one.`,
  how: "Spread it over several role bindings, each with a condition of its own: bindings add up as `||` does. Names with a common beginning need one `startsWith`.",
  silent: "Where the expression is not known. Operators in parts that come from outside are not counted.",
  refs: ["https://cloud.google.com/iam/quotas", "https://cloud.google.com/iam/docs/linting-policies"],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check({ condition }) {
    const expression = expressionOf(condition);
    if (expression === undefined) return;
    let count = 0;
    for (const node of nodesIn(expression.tree))
      if (
        (node.kind === "binary" && (node.op === "&&" || node.op === "||")) ||
        (node.kind === "unary" && node.op === "!")
      )
        count++;
    if (count <= MOST_OPERATORS) return;
    yield {
      span: expression.value.span,
      message: `The condition has ${count} logical operators, and ${MOST_OPERATORS} are the most.`,
    };
  },
});
