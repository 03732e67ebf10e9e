import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

const MESSAGES: Readonly<Record<string, string>> = {
  "kcc-members-objects": "`IAMPartialPolicy` lists its members as objects, `- member: …`, and this one is a text.",
  "kcc-members-texts": "`IAMPolicy` lists its members as texts, and this one is an object.",
};

export const kccMembersShape = defineRule({
  id: "kcc-members-shape",
  title: "Members in the form of another kind",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "The two kinds look alike and differ in their members: `IAMPolicy` has a list of texts, `IAMPartialPolicy` a list of objects with `member` or `memberFrom`. The schema refuses the other form.",
  how: "Write `- member: user:ann@example.com` in an `IAMPartialPolicy` and `- user:ann@example.com` in an `IAMPolicy`.",
  silent: "On members that come through an alias, and on other kinds.",
  refs: [
    "https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampartialpolicy",
    "https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampolicy",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => Object.hasOwn(MESSAGES, flaw),
  *check(flaw) {
    const message = MESSAGES[flaw.flaw];
    if (message !== undefined) yield { span: flaw.at, message, fixes: flawFixes(flaw, "safe") };
  },
});
