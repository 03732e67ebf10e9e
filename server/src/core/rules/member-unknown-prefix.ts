import { withPrefix } from "../evidence/member-fixes.ts";
import { membersOf } from "../model/fact-values.ts";
import type { Finding } from "../model/finding.ts";
import { leadingSpan } from "../model/leading-span.ts";
import {
  isAccountText,
  isPrefix,
  isSpecialMember,
  meantPrefixes,
  PREFIXES,
  type Prefix,
  splitMember,
} from "../model/principal.ts";
import { known, leading, type Value } from "../model/value.ts";
import { isOneEditApart } from "../text/one-edit.ts";
import { defineRule } from "./rule.ts";

/** Whether a member begins with one of the most common prefixes, or with something unknown. */
const isUsual = (member: Value): boolean => /^(?:$|(?:serviceAccount|user|group):)/.test(leading(member));

/** What people write for a prefix, in lower case and without separators. */
const NICKNAMES: Readonly<Record<string, Prefix>> = {
  sa: "serviceAccount",
  svc: "serviceAccount",
  gsa: "serviceAccount",
  svcaccount: "serviceAccount",
  svcacct: "serviceAccount",
  serviceacct: "serviceAccount",
  grp: "group",
  googlegroup: "group",
};

const plain = (text: string): string => text.toLowerCase().replaceAll(/[_-]/g, "");

/** The prefix that a misspelt one was meant to be. */
function respelt(prefix: string): Prefix | undefined {
  const text = plain(prefix);
  const nickname = Object.hasOwn(NICKNAMES, text) ? NICKNAMES[text] : undefined;
  const same = PREFIXES.find((known) => plain(known) === text) ?? nickname;
  return same ?? PREFIXES.find((known) => isOneEditApart(plain(known), text));
}

/** Prefixes that were probably meant, best first: by spelling, or by what stands behind the colon. */
function meantFor(prefix: string, rest: Value): readonly Prefix[] {
  const spelt = respelt(prefix);
  if (spelt === undefined) return meantPrefixes(known(rest) ?? "");
  return (spelt === "user" || spelt === "group") && isAccountText(rest) ? ["serviceAccount"] : [spelt];
}

/** Words that stand for a prefix to be filled in: `TYPE:EMAIL`. */
const isPlaceholder = (prefix: string, rest: Value): boolean =>
  /^[A-Z_]+$/.test(prefix) && !/[a-z]/.test(known(rest) ?? "");

function judge(member: Value, prefix: string, rest: Value): Finding {
  const meant = meantFor(prefix, rest);
  const [first] = meant;
  const isCase = first?.toLowerCase() === prefix.toLowerCase();
  const reason = isCase ? "no principal type, because their letter case matters" : "not a type of principal";
  const advice = first === undefined ? "." : `; did you mean \`${first}:\`?`;
  const safety = meant.length === 1 ? "safe" : "unsafe";
  return {
    span: leadingSpan(member, prefix.length + 1),
    message: `\`${prefix}:\` is ${reason}${advice}`,
    severity: first === undefined ? "warning" : "error",
    fixes: meant.map((better) => withPrefix(member, better, rest.parts, safety)),
  };
}

export const memberUnknownPrefix = defineRule({
  id: "member-unknown-prefix",
  title: "Unknown principal type",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "What stands before the first colon of a member has to be one of the principal types of IAM, in their exact letter case. Terraform's plan and gcloud accept any word there; the API then refuses the policy.",
  how: "Write the type as IAM does: `user:`, `group:`, `serviceAccount:`, `domain:`, `principal:` or `principalSet:`.",
  silent:
    "On types that the API accepts although few pages list them (`projectEditor:`, `principalHierarchy:`, `iamMember:`), on words in capitals that stand for a type, on `gsutil` where only the letter case differs, and where something unknown stands before the first colon. A type with no resemblance to a known one is only a warning.",
  refs: ["https://cloud.google.com/iam/docs/principal-identifiers"],
  options: {},
  on: ["binding", "audit-config"],
  applies: (fact) => !membersOf(fact).every(isUsual),
  *check(fact) {
    const foldsCase = fact.source.startsWith("gsutil ");
    for (const member of membersOf(fact)) {
      const { prefix, rest } = splitMember(member) ?? { prefix: "", rest: [] };
      if (!/^[A-Za-z][\w-]*$/.test(prefix) || isPrefix(prefix) || isSpecialMember(prefix)) continue;
      if (foldsCase && PREFIXES.some((known) => known.toLowerCase() === prefix.toLowerCase())) continue;
      const behind = { ...member, parts: rest };
      if (!isPlaceholder(prefix, behind)) yield judge(member, prefix, behind);
    }
  },
});
