import { placeholdersIn } from "../model/placeholders.ts";
import { isSpecialMember } from "../model/principal.ts";
import { known, leading, literal, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Whether a capital letter stands behind the first colon. */
function mayHaveCapitals(member: Value): boolean {
  const text = leading(member);
  const rest = text.slice(text.indexOf(":") + 1);
  return rest !== rest.toLowerCase();
}

export const memberEmailUppercase = defineRule({
  id: "member-email-uppercase",
  title: "Capital letters in an e-mail address",
  severity: "hint",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "The API gives e-mail addresses back in small letters. Tools that compare texts then see a difference that never goes away.",
  how: "Write the address in small letters.",
  silent:
    "On identities of pools, whose case matters, on other members than users, groups, domains and service accounts, and on values that are not known.",
  refs: ["https://cloud.google.com/iam/docs/principal-identifiers"],
  options: {},
  on: "binding",
  applies: ({ members, isExample }) => isExample !== true && members.some(mayHaveCapitals),
  *check({ members }) {
    for (const member of members) {
      const text = known(member) ?? "";
      const [, prefix = "", address = ""] = /^((?:user|group|domain|serviceAccount):)([^[\]]+)$/.exec(text) ?? [];
      const small = `${prefix}${address.toLowerCase()}`;
      if (address === "" || small === text || isSpecialMember(address) || placeholdersIn(text).length > 0) continue;
      yield {
        span: member.span,
        message: `The API gives \`${text}\` back in small letters.`,
        fixes: [
          {
            title: `Replace with \`${small}\``,
            safety: "safe",
            changes: [{ kind: "replace", value: member, with: [literal(small)] }],
          },
        ],
      };
    }
  },
});
