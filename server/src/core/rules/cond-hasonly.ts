import { isAttributeCall, MODIFIED_GRANTS } from "../conditions/attributes.ts";
import { soundExpression } from "../conditions/expression.ts";
import { type Call, type Node, nodesIn } from "../conditions/tree.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

/** Source: cloud.google.com/iam/docs/setting-limits-on-granting-roles */
const MOST_ROLES = 10;

const isConstant = (node: Node): boolean => (node.kind === "literal" && node.type === "string") || node.kind === "hole";

export const condHasonly = defineRule({
  id: "cond-hasonly",
  title: "List of hasOnly that is too long or not constant",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.1.0",
  why: `A condition that limits which roles somebody may grant compares them with a constant list of at most ${MOST_ROLES} role names. The API refuses a longer list, and one whose elements are no texts.`,
  how: `Write at most ${MOST_ROLES} role names in the list. For more roles, grant the administrator's role several times, each with a list of its own.`,
  silent: "On elements that come from outside, and where the list is not of `iam.googleapis.com/modifiedGrantsByRole`.",
  refs: [
    "https://cloud.google.com/iam/docs/setting-limits-on-granting-roles",
    "https://cloud.google.com/iam/docs/linting-policies",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check({ condition }) {
    const expression = soundExpression(condition);
    if (expression === undefined) return;
    const calls = [...nodesIn(expression.tree)].filter(
      (node): node is Call =>
        node.kind === "call" && node.name === "hasOnly" && isAttributeCall(node.target, MODIFIED_GRANTS),
    );
    for (const { args } of calls) {
      const [list] = args;
      if (list?.kind === "list" && list.items.length > MOST_ROLES) {
        const span = placeIn(expression, list);
        yield {
          span,
          message: `\`hasOnly\` takes at most ${MOST_ROLES} roles, and this list has ${list.items.length}.`,
        };
      }
      const odd = list?.kind === "list" ? list.items.find((item) => !isConstant(item)) : list;
      if (odd === undefined || odd.kind === "hole") continue;
      yield {
        span: placeIn(expression, odd),
        message: "`hasOnly` takes a list of role names in quotes, and nothing else.",
      };
    }
  },
});
