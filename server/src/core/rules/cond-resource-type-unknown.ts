import { comparisonsOf } from "../conditions/attributes.ts";
import { soundExpression } from "../conditions/expression.ts";
import { unknownLiteral } from "../evidence/cond-known-literal.ts";
import { conditionTypes } from "../model/tables/conditions.ts";
import { defineRule } from "./rule.ts";

/** Types that have pages of their own beside the list. Source: cloud.google.com/spanner/docs/configure-fgac */
const TYPES = [...conditionTypes, "spanner.googleapis.com/DatabaseRole"];

/** A type written as in permissions or paths: `storage.googleapis.com/buckets`, `storage.buckets`, `Bucket`. */
function meantBy(text: string): string | undefined {
  const [service = "", name = ""] = text.includes("/")
    ? text.split("/", 2)
    : text.includes(".")
      ? text.split(".")
      : ["", text];
  const bare = service.replace(/\.googleapis\.com$/, "").toLowerCase();
  const singular = name.toLowerCase().replace(/ies$/, "y").replace(/s$/, "");
  const found = TYPES.filter((type) => {
    const [host = "", kind = ""] = type.split("/");
    return kind.toLowerCase() === singular && (bare === "" || host.startsWith(`${bare}.`));
  });
  return found.length === 1 ? found[0] : undefined;
}

export const condResourceTypeUnknown = defineRule({
  id: "cond-resource-type-unknown",
  title: "Unknown value of resource.type",
  severity: "warning",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "`resource.type` has one of a closed list of values, such as `storage.googleapis.com/Object`. Compared with any other text it is never equal, so the grant never applies, or with `!=` it shuts out nothing.",
  how: "Write the type as the list of the documentation does: service, stroke, the type's name in the singular with a capital letter.",
  silent:
    "On texts of which a part is not known, and on beginnings and endings that fit some type. The list is of 2026-05-30.",
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
    for (const comparison of comparisonsOf(expression.tree, "resource.type")) {
      const finding = unknownLiteral(expression, comparison, TYPES, meantBy);
      if (finding !== undefined) yield finding;
    }
  },
});
