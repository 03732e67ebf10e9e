import { defineRule } from "./rule.ts";

export const tfDuplicateMapKey = defineRule({
  id: "tf-duplicate-map-key",
  title: "Role or principal twice in one map",
  severity: "warning",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "A map holds each key once. Where a key stands twice in a map that is written out, Terraform keeps the last value without a word, and the members or roles of the first one are not granted.",
  how: "Put both lists under one key.",
  silent: "On keys that are neither roles nor principals, and on keys that are not written as plain text.",
  refs: ["https://developer.hashicorp.com/terraform/language/expressions/types#maps-objects"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-duplicate-map-key",
  *check({ at, words: { key } }) {
    yield { span: at, message: `\`${key}\` stands in this map already, and only the last one counts.` };
  },
});
