import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

function messageFor(what: string, key: string): string {
  switch (what) {
    case "twice":
      return "`--condition` and `--condition-from-file` exclude each other.";
    case "none":
      return "`None` stands for no condition and cannot stand beside parts of one.";
    case "delimiter":
      return "The expression holds the delimiter, so gcloud takes what follows for another part; begin with a delimiter of your own: `^:^expression=…:title=…`.";
    default:
      return key === ""
        ? "A condition is `expression=…,title=…` or `None`."
        : `A condition has no part \`${key}\`; it has \`expression\`, \`title\` and \`description\`.`;
  }
}

export const shConditionMalformed = defineRule({
  id: "sh-condition-malformed",
  title: "Condition that gcloud cannot read",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "`--condition` takes `expression=…,title=…,description=…`, or `None`. A comma separates the parts, also where it stands inside of the expression, unless the text begins with another delimiter: `^:^expression=…:title=…`.",
  how: "Name the parts, and choose a delimiter that the expression does not hold.",
  silent: "On conditions of which a part is not known, and on those in a file.",
  refs: ["https://cloud.google.com/sdk/gcloud/reference/topic/escaping"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-condition-malformed",
  *check(flaw) {
    const { what = "", command = "", key = "" } = flaw.words;
    const isUntaken = what === "untaken";
    yield {
      span: flaw.at,
      ...(isUntaken && { severity: "warning" as const }),
      message: isUntaken ? `\`${command}\` is not known to take \`--condition\`.` : messageFor(what, key),
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
