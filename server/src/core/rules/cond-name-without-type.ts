import { comparisonsOf, uses } from "../conditions/attributes.ts";
import { soundExpression } from "../conditions/expression.ts";
import { formatsOf, tellingServices } from "../conditions/services.ts";
import { HOLE } from "../conditions/tree.ts";
import { permissionsOf } from "../evidence/cond-permissions.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const condNameWithoutType = defineRule({
  id: "cond-name-without-type",
  title: "Condition on a name of any type",
  severity: "info",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "A role with permissions of several services sees resources of many types, and names of different types can begin or end alike. A condition on `resource.name` alone may let in more than was meant, and shuts out all types that were not thought of.",
  how: 'Say which type is meant: `resource.type == "storage.googleapis.com/Bucket" && resource.name.startsWith(…)`, and for the permissions on all other types add `resource.type != "…" ||` in front.',
  silent:
    "When the condition looks at `resource.type` or `resource.service` too, when the name can be of one service only, when the role's permissions are of one service, and when the role is not known.",
  refs: ["https://cloud.google.com/iam/docs/conditions-attribute-reference"],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding, world) {
    const expression = soundExpression(binding.condition);
    if (expression === undefined || binding.role === undefined || known(binding.role) === undefined) return;
    const { tree } = expression;
    const [first, ...rest] = comparisonsOf(tree, "resource.name");
    if (first === undefined || uses(tree, "resource.type") || uses(tree, "resource.service")) return;
    if ([first, ...rest].some(({ literal, how }) => how !== "endsWith" && isOfOneKind(literal.value))) return;
    const services = tellingServices(permissionsOf(binding, world) ?? []);
    if (services.size < 2) return;
    yield {
      span: placeIn(expression, first.literal),
      message: `The role has permissions of ${services.size} services with names of their own, and the condition does not say the type of the resource.`,
    };
  },
});

/** Whether all names that begin so are of one collection. */
function isOfOneKind(name: string): boolean {
  const formats = formatsOf(name.replaceAll(HOLE, "x"));
  if (formats.length === 0) return true;
  const depth = name.split("/").filter((segment) => segment !== "").length;
  return (
    depth > 2 &&
    new Set(
      formats.map((format) =>
        format
          .slice(0, depth)
          .filter((_, i) => i % 2 === 0)
          .join("/"),
      ),
    ).size === 1
  );
}
