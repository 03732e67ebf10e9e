import { someBegin } from "../evidence/first-look.ts";
import { known, literal } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Identifiers of deny policies, and what allow policies call the same. */
const FORMS: readonly (readonly [form: RegExp, prefix: string])[] = [
  [/^principal:\/\/goog\/subject\/(.+)$/, "user:"],
  [/^principalSet:\/\/goog\/group\/(.+)$/, "group:"],
  [/^principal:\/\/iam\.googleapis\.com\/projects\/-\/serviceAccounts\/(.+)$/, "serviceAccount:"],
  [/^principalSet:\/\/goog\/(public:all)$/, ""],
];

export const memberAllowGrammar = defineRule({
  id: "member-allow-grammar",
  title: "Principal of a deny policy in an allow policy",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "Allow policies and deny policies name the same people in two ways: `user:ana@example.com` here, `principal://goog/subject/ana@example.com` there. The API refuses the one in the place of the other.",
  how: "Write the principal as allow policies have it.",
  silent: "On identities of pools, which are written alike in both, and on values that are not known.",
  refs: ["https://cloud.google.com/iam/docs/principal-identifiers"],
  options: {},
  on: "binding",
  applies: ({ members }) => someBegin(members, "principal"),
  *check({ members }) {
    for (const member of members) {
      const text = known(member);
      if (text === undefined || !/^principal(?:Set)?:\/\/(?:goog|iam\.googleapis\.com\/projects\/-)\//.test(text))
        continue;
      const better = inAllowPolicy(text);
      yield {
        span: member.span,
        message: `\`${text}\` is written as deny policies have it${better === undefined ? "" : `; an allow policy has \`${better}\``}.`,
        ...(better !== undefined && {
          fixes: [
            {
              title: `Replace with \`${better}\``,
              safety: "safe",
              changes: [{ kind: "replace", value: member, with: [literal(better)] }],
            },
          ],
        }),
      };
    }
  },
});

function inAllowPolicy(text: string): string | undefined {
  for (const [form, prefix] of FORMS) {
    const name = form.exec(text)?.[1];
    if (name !== undefined) return prefix === "" ? "allUsers" : `${prefix}${name}`;
  }
  return undefined;
}
