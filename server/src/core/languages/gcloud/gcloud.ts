import type { Language } from "../language.ts";
import { GROUPS, VERBS } from "./commands.ts";
import { mayHoldOther } from "./interest.ts";
import { extractSource } from "./reading.ts";
import { renderChange } from "./render/render.ts";
import { mayRunOthers } from "./sourced.ts";

const SHEBANG = /^#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?(?:\S*\/)?(?:ba|z|k|da|a)?sh\b/;

/** Words of the commands that are read, and of flags. */
const OF_INTEREST = /iam-policy|policy-binding|\b(?:run|iam)\b|service-account|unauthenticated/;
const anyOf = (words: ReadonlySet<string>): RegExp => new RegExp(`\\b(?:${[...words].join("|")})\\b`);
const GROUP = anyOf(GROUPS);
const VERB = anyOf(VERBS);

const mayHold = (text: string): boolean =>
  (text.includes("gcloud") && (OF_INTEREST.test(text) || (GROUP.test(text) && VERB.test(text)))) ||
  mayHoldOther(text) ||
  (text.includes("roles/") && mayRunOthers(text));

/** gcloud commands in shell scripts. */
export const gcloud: Language = {
  id: "gcloud",
  matches: (uri, firstLine) => /\.(?:sh|bash|zsh|ksh)$/.test(uri) || SHEBANG.test(firstLine),
  mayHold,
  extract(unit, elsewhere) {
    const read = unit.filter(({ text }) => mayHold(text)).map((source) => extractSource(source, elsewhere));
    return { facts: read.flatMap(({ facts }) => facts), values: read.flatMap(({ values }) => values) };
  },
  render: renderChange,
};
