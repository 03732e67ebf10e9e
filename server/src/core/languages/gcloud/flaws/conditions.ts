import type { Flaw, Repair } from "../../../model/facts.ts";
import { DELIMITER, delimiterOf } from "../comma-list.ts";
import { MEMBER_FLAGS } from "../command-line.ts";
import { flagOf } from "../invocation.ts";
import { heldFragment, spanOf } from "../shell/fold.ts";
import { endOf, type Fragment, HOLE, startOf, textOf } from "../shell/word.ts";
import { appended, flawOf, hasFlag, headOf, type Look, mayHoldMore, put } from "./look.ts";

const CONDITION = ["--condition", "--condition-from-file"];

/** A binding without a word about conditions: where the policy has some, gcloud asks. */
export function silentAboutCondition(look: Look): readonly Flaw[] {
  const { row, setting } = look;
  const isBinding = row !== undefined && row.verb !== "set-iam-policy" && "--condition" in row.flags;
  if (!isBinding || hasFlag(look, ...CONDITION, "--all") || look.invocation.opaque !== undefined) return [];
  if (
    !hasFlag(look, "--role") ||
    !hasFlag(look, ...MEMBER_FLAGS) ||
    mayHoldMore(look) ||
    look.match.positionals.some(isOpen)
  )
    return [];
  const isQuiet = setting.isUnattended || hasFlag(look, "-q", "--quiet");
  if (!isQuiet && !setting.hasConditions) return [];
  const repairs = [{ title: "Add `--condition=None`", edits: appended(look, "--condition=None") }];
  return [
    flawOf(look, {
      flaw: "sh-condition-none",
      at: headOf(look),
      words: { quiet: String(isQuiet), type: row.type ?? "" },
      repairs,
    }),
  ];
}

/** A word without quotes that may be several. */
const isOpen = ({ text, fragment }: Look["match"]["positionals"][number], index: number): boolean =>
  index > 0 && (text === undefined || text === "") && fragment.word.segments.every(({ quote }) => quote === "");

const KEYS = ["expression", "title", "description"] as const;

/** A condition that gcloud cannot read, or that the command does not take. */
export function malformedCondition(look: Look): readonly Flaw[] {
  const { row, invocation, reading } = look;
  const flag = flagOf(invocation, ["--condition"]);
  if (row === undefined || flag === undefined) return [];
  const { start } = flag.word.word;
  const at = { start, end: start + "--condition".length };
  const ofTrack = invocation.track === undefined ? [] : Object.values(row.extraFlags ?? {}).flat();
  const takes = "--condition" in row.flags || ofTrack.includes("--condition");
  if (!takes) return [flawOf(look, { flaw: "sh-condition-malformed", at, words: { what: "untaken" } })];
  if (hasFlag(look, "--condition-from-file"))
    return [flawOf(look, { flaw: "sh-condition-malformed", at, words: { what: "twice" } })];
  if (flag.value === undefined) return [];
  const given = heldFragment(flag.value, reading);
  const text = textOf(given);
  if (/^(?:none)?$/i.test(text) || (text.includes(HOLE) && !text.includes("="))) return [];
  return malformed(look, given);
}

function malformed(look: Look, given: Fragment): readonly Flaw[] {
  const text = textOf(given);
  const delimiter = delimiterOf(text);
  const lead = DELIMITER.exec(text)?.[0].length ?? 0;
  const pieces = text.slice(lead).split(delimiter);
  const wrong = pieces.find((piece) => !KEYS.some((key) => piece.startsWith(`${key}=`)));
  if (wrong === undefined || wrong.startsWith(HOLE) || wrong.startsWith("[") || wrong.startsWith("<")) return [];
  const at = spanOf(given, look.reading);
  if (/^none$/i.test(wrong.trim()))
    return [flawOf(look, { flaw: "sh-condition-malformed", at, words: { what: "none" } })];
  const isLater = pieces.indexOf(wrong) > 0;
  const hasExpression = KEYS.some((key) => text.startsWith(`${key}=`, lead));
  if (!isLater || !hasExpression) {
    const key = /^[\w-]{1,20}(?==)/.exec(wrong)?.[0] ?? "";
    return [flawOf(look, { flaw: "sh-condition-malformed", at, words: { what: "key", key } })];
  }
  const repairs = delimiter === "," ? otherDelimiter(look, given) : [];
  return [flawOf(look, { flaw: "sh-condition-malformed", at, words: { what: "delimiter", delimiter }, repairs })];
}

/** Another delimiter, at the front and between the parts, so that the commas belong to the expression. */
function otherDelimiter(look: Look, given: Fragment): readonly Repair[] {
  const text = textOf(given);
  const wanted = [":", "@", "%", "~", "::"].find((one) => !text.includes(one));
  const first = startOf(given.word, given.from);
  if (wanted === undefined || first === undefined || text.includes(HOLE)) return [];
  const separators = [...text.matchAll(/,(?=(?:expression|title|description)=)/g)].flatMap(({ index }) => {
    const start = startOf(given.word, given.from + index);
    const end = endOf(given.word, given.from + index);
    return start === undefined || end === undefined ? [] : [put(look, start, end, wanted)];
  });
  const edits = [put(look, first, first, `^${wanted}^`), ...separators];
  return [{ title: `Separate the parts by \`${wanted}\``, edits }];
}
