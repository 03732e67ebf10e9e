import { withMember } from "../evidence/member-fixes.ts";
import { known, literal } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const LIKE_EVERYONE =
  /^(?:(?:user|group|serviceAccount|domain|member|principal):)?all[_-]?(authenticated[_-]?)?users:?$/i;

export const memberPublicCase = defineRule({
  id: "member-public-case",
  title: "Misspelt allUsers",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "`allUsers` and `allAuthenticatedUsers` are members by themselves: in exactly these letters, and without a prefix. Any other spelling is refused.",
  how: "Write `allUsers` for everyone, or `allAuthenticatedUsers` for everyone with a Google account.",
  silent:
    "On groups with such a name at a domain, on words in capitals that stand for something else, and on values that are not known.",
  refs: ["https://cloud.google.com/iam/docs/principal-identifiers"],
  options: {},
  on: "binding",
  applies: ({ members }) => members.some((member) => LIKE_EVERYONE.test(known(member) ?? "")),
  *check({ members, source }) {
    for (const member of members) {
      const text = known(member);
      const match = text === undefined ? null : LIKE_EVERYONE.exec(text);
      const meant = match?.[1] === undefined ? "allUsers" : "allAuthenticatedUsers";
      if (match === null || text === meant) continue;
      if (source.startsWith("gsutil ") && text?.toLowerCase() === meant.toLowerCase()) continue;
      yield {
        span: member.span,
        message: `\`${text}\` is not how everyone is named, which is \`${meant}\`.`,
        fixes: [withMember(member, [literal(meant)], "safe")],
      };
    }
  },
});
