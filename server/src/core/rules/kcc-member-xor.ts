import { defineRule } from "./rule.ts";

const MESSAGES: Readonly<Record<string, (words: Readonly<Record<string, string>>) => string>> = {
  "kcc-member-both": () => "A grant has `member` or `memberFrom`, and this one has both.",
  "kcc-member-missing": () => "A grant needs `member` or `memberFrom`, and this one has neither.",
  "kcc-member-two-sources": ({ first, second }) =>
    `\`memberFrom\` names one object, and this one names \`${first}\` and \`${second}\`.`,
};

export const kccMemberXor = defineRule({
  id: "kcc-member-xor",
  title: "Not exactly one member",
  severity: "error",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "A grant of Config Connector names its member either as text (`member`) or by one object (`memberFrom`). With both, or with two objects, it is refused; with neither, it never becomes ready.",
  how: "Keep one of the two, and one reference in `memberFrom`.",
  silent:
    "On patches, which show a part of the object, on empty fields that are still to be filled in, and where a template decides what is there. A grant without any member is a warning, since a patch may bring it.",
  refs: [
    "https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampolicymember",
    "https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampartialpolicy",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => Object.hasOwn(MESSAGES, flaw),
  *check({ flaw, at, words }) {
    const message = MESSAGES[flaw]?.(words);
    if (message === undefined) return;
    yield { span: at, message, ...(flaw === "kcc-member-missing" ? { severity: "warning" } : {}) };
  },
});
