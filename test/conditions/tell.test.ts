import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parse } from "../../server/src/core/conditions/parse.ts";
import { tell } from "../../server/src/core/conditions/tell.ts";

/** The reading of an expression, one line for each part that has to hold. */
function told(text: string): readonly string[] {
  const { tree } = parse(text);
  const parts = tree === undefined ? [] : tell(tree, text);
  return parts.map((words) => words.map((word) => (typeof word === "string" ? word : `\`${word.code}\``)).join(""));
}

const TOLD: readonly (readonly [string, readonly string[]])[] = [
  ['request.time < timestamp("2030-01-01T00:00:00Z")', ["until 2030-01-01 UTC"]],
  ['timestamp("2029-12-31T22:30:00Z") <= request.time', ["from 2029-12-31 22:30 UTC"]],
  [
    'resource.type == "storage.googleapis.com/Object" && resource.name.startsWith("projects/_/buckets/shop/")',
    [
      "only resources whose type is `storage.googleapis.com/Object`",
      "only resources whose name starts with `projects/_/buckets/shop/`",
    ],
  ],
  ['!resource.name.endsWith("/secret")', ["only resources whose name does not end with `/secret`"]],
  ['a || (resource.service == "x" && b)', ["`a` or (only resources whose service is `x` and `b`)"]],
  [
    'request.time.getHours("Europe/Berlin") >= 9 && request.time.getDayOfWeek() in [1, 2]',
    [
      "when the hour in Europe/Berlin is at least `9`",
      "when the day of the week (Sunday is 0) in UTC is one of `1`, `2`",
    ],
  ],
  ['resource.matchTag("1/env", "prod")', ["only resources with the tag `1/env` = `prod`"]],
  ['!resource.hasTagKey("1/env")', ["not: only resources with the tag `1/env`"]],
  [
    '"accessPolicies/1/accessLevels/office" in request.auth.access_levels',
    ["only with access level `accessPolicies/1/accessLevels/office`"],
  ],
  ["destination.port == 22", ["only connections whose port is `22`"]],
  [
    "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/run.invoker', 'roles/run.viewer'])",
    ["only to grant or revoke `roles/run.invoker`, `roles/run.viewer`"],
  ],
  [
    'resource.name.startsWith("projects/_/buckets/\ufffc/")',
    ["only resources whose name starts with `projects/_/buckets/…/`"],
  ],
  ['resource.name.extract("x{y}") == "z"', ['`resource.name.extract("x{y}") == "z"`']],
];

suite("in words", () => {
  for (const [text, wanted] of TOLD) test(text, () => assert.deepEqual(told(text), wanted));
});
