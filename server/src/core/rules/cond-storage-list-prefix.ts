import { attributeCalls } from "../conditions/attributes.ts";
import { expressionOf } from "../conditions/expression.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { defineRule } from "./rule.ts";

const LIST_PREFIX = "storage.googleapis.com/objectListPrefix";

export const condStorageListPrefix = defineRule({
  id: "cond-storage-list-prefix",
  title: "Attribute of credential access boundaries",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.1.0",
  why: `\`${LIST_PREFIX}\` is an attribute of Credential Access Boundaries, which narrow a token. Conditions of role bindings do not have it.`,
  how: "Grant the role on a managed folder of the bucket, or narrow the token instead of the grant.",
  silent: "On all other attributes.",
  refs: [
    "https://cloud.google.com/iam/docs/conditions-attribute-reference",
    "https://cloud.google.com/iam/docs/downscoping-short-lived-credentials",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check({ condition }) {
    const expression = expressionOf(condition);
    if (expression === undefined) return;
    for (const call of attributeCalls(expression.tree, LIST_PREFIX)) {
      const [name] = call.args;
      const message = `\`${LIST_PREFIX}\` is for Credential Access Boundaries, not for conditions of role bindings.`;
      yield { span: placeIn(expression, name ?? call), message };
    }
  },
});
