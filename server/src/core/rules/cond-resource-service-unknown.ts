import { comparisonsOf } from "../conditions/attributes.ts";
import { soundExpression } from "../conditions/expression.ts";
import { unknownLiteral } from "../evidence/cond-known-literal.ts";
import { conditionServices } from "../model/tables/conditions.ts";
import { defineRule } from "./rule.ts";

/** A service without its domain. */
function meantBy(text: string): string | undefined {
  const host = `${text.toLowerCase().replace(/^\/\//, "").split(/[./]/)[0]}.googleapis.com`;
  return conditionServices.includes(host) && host !== text ? host : undefined;
}

export const condResourceServiceUnknown = defineRule({
  id: "cond-resource-service-unknown",
  title: "Unknown value of resource.service",
  severity: "warning",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "`resource.service` has one of a closed list of values, such as `storage.googleapis.com`. Services that are not in the list, Cloud Run among them, do not give the attribute to conditions at all. Compared with any other text it is never equal, so the grant never applies.",
  how: "Write the service with its whole host name. For a service that is not in the list, grant the role on the resource itself instead.",
  silent:
    "On texts of which a part is not known, and on beginnings and endings that fit some service. The list is of 2026-05-30.",
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
    for (const comparison of comparisonsOf(expression.tree, "resource.service")) {
      const finding = unknownLiteral(expression, comparison, conditionServices, meantBy);
      if (finding !== undefined) yield finding;
    }
  },
});
