import { soundExpression } from "../conditions/expression.ts";
import { neverWithout } from "../conditions/never.ts";
import { type Node, nodesIn, pathOf } from "../conditions/tree.ts";
import { permissionsOf } from "../evidence/cond-permissions.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

interface Restricted {
  readonly attribute: string;
  /** Beginnings of permissions that the attribute comes with. */
  readonly permissions: readonly string[];
  readonly where: string;
}

/** Source: cloud.google.com/iam/docs/conditions-attribute-reference */
const RESTRICTED: readonly Restricted[] = [
  { attribute: "request.auth.access_levels", permissions: ["iap."], where: "Identity-Aware Proxy" },
  { attribute: "destination.ip", permissions: ["iap.tunnel"], where: "TCP forwarding of Identity-Aware Proxy" },
  { attribute: "destination.port", permissions: ["iap.tunnel"], where: "TCP forwarding of Identity-Aware Proxy" },
  { attribute: "request.host", permissions: ["iap.", "run."], where: "Identity-Aware Proxy and Cloud Run" },
  { attribute: "request.path", permissions: ["iap.", "run."], where: "Identity-Aware Proxy and Cloud Run" },
];

export const condAccessLevels = defineRule({
  id: "cond-access-levels",
  title: "Request attribute that the role's requests lack",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "Access levels, the host and path of a request and the address that it is for are known only for some services. Where a condition needs one of them for another service's role, it is never true and the grant gives nothing.",
  how: "Use the attribute with a role of the service that provides it, or leave it out of the condition.",
  silent:
    "When the role or its permissions are not known, when the role holds any permission of a service that provides the attribute, and when the condition can be true without it (`||`, `!`, `!=`).",
  refs: [
    "https://cloud.google.com/iam/docs/conditions-attribute-reference",
    "https://cloud.google.com/iam/docs/linting-policies",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding, world) {
    const expression = soundExpression(binding.condition);
    const permissions = expression && permissionsOf(binding, world);
    if (expression === undefined || permissions === undefined || permissions.length === 0) return;
    for (const { attribute, permissions: starts, where } of RESTRICTED) {
      const isIt = (node: Node) => pathOf(node) === attribute;
      const place = [...nodesIn(expression.tree)].find(isIt);
      if (place === undefined || permissions.some((name) => starts.some((start) => name.startsWith(start)))) continue;
      if (!neverWithout(expression.tree, isIt)) continue;
      yield {
        span: placeIn(expression, place),
        message: `\`${attribute}\` is known for ${where} only, so with this role the condition is never true.`,
      };
    }
  },
});
