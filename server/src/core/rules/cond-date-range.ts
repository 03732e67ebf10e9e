import { soundExpression } from "../conditions/expression.ts";
import { constantsIn, unknownZones } from "../conditions/range.ts";
import { type Node, nodesIn } from "../conditions/tree.ts";
import { TIME_RANGES } from "../conditions/vocabulary.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

/** The values of the part of the time that a comparison looks at. */
function rangeIn(node: Node): string {
  const names = new Set([...nodesIn(node)].flatMap((inner) => (inner.kind === "call" ? [inner.name] : [])));
  const [name = ""] = [...names].filter((one) => Object.hasOwn(TIME_RANGES, one));
  const [least, most] = TIME_RANGES[name] ?? [];
  return least === undefined ? "" : ` \`${name}\` gives ${least} to ${most}.`;
}

/** Of two limits that are joined: what they leave. */
function limitsIn(node: Node, is: boolean): string | undefined {
  if (node.kind !== "binary" || (node.op !== "&&" && node.op !== "||")) return undefined;
  return is ? " Every time is within one of the limits." : " No time is within both limits.";
}

export const condDateRange = defineRule({
  id: "cond-date-range",
  title: "Comparison of time that is always the same",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.1.0",
  why: "Months, days and weekdays count from 0 in conditions (`getMonth` 0 to 11, `getDayOfWeek` 0 to 6 from Sunday, `getDayOfMonth` 0 to 30, but `getDate` 1 to 31), hours end at 23. A comparison with a number outside, or two limits that leave nothing or everything between them, is the same at any time: the grant never or always applies. A time zone that does not exist makes the condition fail.",
  how: "Count from 0 where the function does. For times of night, which go over midnight, join the limits with `||`; for those within a day with `&&`. Write zones as `Europe/Berlin`.",
  silent:
    "On comparisons with values that are not known, on `!=`, and on times that are compared with more than constants.",
  refs: [
    "https://cloud.google.com/iam/docs/conditions-attribute-reference",
    "https://cloud.google.com/iam/docs/linting-policies",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check({ condition }) {
    const expression = soundExpression(condition);
    if (expression === undefined) return;
    for (const { node, is } of constantsIn(expression.tree)) {
      const message = `This is ${is ? "true at any time" : "never true"}.${limitsIn(node, is) ?? rangeIn(node)}`;
      yield { span: placeIn(expression, node), message };
    }
    for (const zone of unknownZones(expression.tree)) {
      yield {
        span: placeIn(expression, zone),
        message: "This time zone does not exist; zones are named like `Europe/Berlin`.",
      };
    }
  },
});
