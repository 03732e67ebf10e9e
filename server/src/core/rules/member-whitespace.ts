import { someHold } from "../evidence/first-look.ts";
import { withMember } from "../evidence/member-fixes.ts";
import { marked, unmarked } from "../evidence/unknown-marks.ts";
import type { Binding } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { isPrefix, isSpecialMember, PREFIXES } from "../model/principal.ts";
import { display, known, literal, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00a0]/g;
/** What every mistake of this kind has in it. */
const SUSPECT = /[\s,;\u200b-\u200d\u2060\ufeff]/;
const SEVERAL = new RegExp(`[,;\\s]+(?=(?:${PREFIXES.join("|")}):)`);
/** Longer texts are no members: bounds the work on generated ones. */
const LONGEST = 4000;
/** Members that are made of one word. */
const OF_ONE_WORD = /^(?:user|group|serviceAccount|domain):/;

/** Workload identities of GKE, whose form has a rule of its own. */
const IN_A_POOL = /\.svc\.id\.goog/;

/** What is wrong, and the text as it has to be where that is plain. */
interface Flaw {
  readonly why: string;
  readonly better: string | undefined;
}

const isMember = (text: string): boolean => {
  const colon = text.indexOf(":");
  return isSpecialMember(text) || (colon > 0 && colon < text.length - 1 && isPrefix(text.slice(0, colon)));
};

function flawOf(text: string): Flaw | undefined {
  const visible = text.replace(INVISIBLE, "");
  const plain = visible.trim().replace(/[;,]+$/, "");
  const tight = plain.replace(/^([A-Za-z]+):\s+/, "$1:");
  if (!isMember(tight)) return undefined;
  if (visible !== text) return { why: "holds characters that cannot be seen", better: tight };
  if (visible.trim() !== visible) return { why: "begins or ends with a blank", better: tight };
  if (plain !== visible) return { why: `ends with \`${visible.slice(-1)}\``, better: tight };
  if (tight !== plain) return { why: "has a blank behind the colon", better: tight };
  if (!OF_ONE_WORD.test(plain) || !/\s/.test(plain) || IN_A_POOL.test(plain)) return undefined;
  const comment = plain.search(/\s*#/);
  return { why: "has a blank inside", better: comment > 0 ? plain.slice(0, comment) : undefined };
}

/** Several members that are written as one. */
const severalIn = (text: string): readonly string[] => text.split(SEVERAL).map((piece) => piece.trim());

function split(binding: Binding, member: Value, texts: readonly string[]): readonly Fix[] {
  const [first = "", ...others] = texts;
  if (known(member) === undefined) return [];
  return [
    {
      title: `Split into ${texts.length} members`,
      safety: "safe",
      changes: [
        { kind: "replace", value: member, with: [literal(first)] },
        ...others.map((text) => ({
          kind: "add-member" as const,
          binding,
          member: { slot: "member" as const, span: member.span, parts: [literal(text)] },
        })),
      ],
    },
  ];
}

function judge(binding: Binding, member: Value): Finding | undefined {
  const text = marked(member.parts);
  if (text.length > LONGEST) return undefined;
  const several = severalIn(text);
  if (several.length > 1 && several.every(isMember)) {
    return {
      span: member.span,
      message: `\`${display(member)}\` is ${several.length} members in one text.`,
      fixes: split(binding, member, several),
    };
  }
  const flaw = flawOf(text);
  if (flaw === undefined) return undefined;
  const { better, why } = flaw;
  return {
    span: member.span,
    message: `\`${display(member).trim()}\` ${why}.`,
    fixes: better === undefined ? [] : [withMember(member, unmarked(better, member), "safe")],
  };
}

export const memberWhitespace = defineRule({
  id: "member-whitespace",
  title: "Member with blanks or several members in one",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "A member is one text without blanks: no blank behind the colon, none at its ends, no list with commas. The API refuses anything else, and blanks at the end of a line or characters from a web page are hard to see.",
  how: "Remove what does not belong there, and write each member as an item of its own.",
  silent:
    "On text that is no member without the blanks either, on values of conditions and paths, and on what is not known.",
  refs: [
    "https://cloud.google.com/iam/docs/principal-identifiers",
    "https://github.com/GoogleCloudPlatform/k8s-config-connector/issues/195",
  ],
  options: {},
  on: "binding",
  applies: ({ members }) => someHold(members, SUSPECT),
  *check(binding) {
    for (const member of binding.members) {
      const finding = judge(binding, member);
      if (finding !== undefined) yield finding;
    }
  },
});
