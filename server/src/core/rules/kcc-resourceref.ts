import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

const MESSAGES: Readonly<Record<string, (words: Readonly<Record<string, string>>) => string>> = {
  "kcc-resource-without-kind": () => "A `resourceRef` needs the `kind` of what it names.",
  "kcc-resource-twice": () => "A `resourceRef` has `name` or `external`, and this one has both.",
  "kcc-resource-kind": ({ kind, meant }) => `There is no kind \`${kind}\`; \`${meant}\` is written so.`,
};

export const kccResourceref = defineRule({
  id: "kcc-resourceref",
  title: "Reference to a resource in a wrong form",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "A `resourceRef` has a `kind` and either the `name` of an object in the cluster or, with `external`, the name of something outside. Config Connector refuses other combinations.",
  how: "Write `kind` and one of `name` and `external`.",
  silent:
    "On patches, which show a part of the object, behind merge keys and templates, and on kinds that are not known.",
  refs: ["https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampolicymember#schema"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => Object.hasOwn(MESSAGES, flaw),
  *check(flaw) {
    const message = MESSAGES[flaw.flaw]?.(flaw.words);
    if (message !== undefined) yield { span: flaw.at, message, fixes: flawFixes(flaw, "safe") };
  },
});
