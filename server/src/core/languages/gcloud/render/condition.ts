import type { Binding } from "../../../model/facts.ts";
import type { Change } from "../../../model/finding.ts";
import { literal } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import { delimiterOf } from "../comma-list.ts";
import { type Flag, flagOf, invocationOf } from "../invocation.ts";
import type { ReadSource } from "../reading.ts";
import { newReading } from "../shell/rounds.ts";
import { endOf, rangeOf, textOf } from "../shell/word.ts";
import { fits, inside } from "./quote.ts";
import { renderReplace } from "./replace.ts";
import { segmentAt } from "./written-word.ts";

/** Writes a part of a condition that the command has; a new one goes behind the last. */
export function renderSetCondition(
  { binding, field, text }: Extract<Change, { kind: "set-condition" }>,
  read: ReadSource,
): readonly Edit[] | undefined {
  const given = flagFor(binding, read)?.value;
  const { condition } = binding;
  if (given === undefined || condition === undefined) return undefined;
  const delimiter = delimiterOf(textOf(given));
  if (text.includes(delimiter)) return undefined;
  const value = condition[field];
  if (value !== undefined) return renderReplace({ kind: "replace", value, with: [literal(text)] }, read);
  const isEmpty = condition.expression === undefined && condition.title === undefined;
  const end = endOf(given.word, given.to - 1);
  const at = end === undefined ? undefined : { start: end - 1, end };
  const quote = at && (segmentAt(given.word, at)?.quote ?? "");
  const pieces = [{ text: `${delimiter}${field}=${text}` }];
  if (isEmpty || at === undefined || quote === undefined || !fits(pieces, quote)) return undefined;
  const { uri } = read.source;
  return [{ span: { uri, start: at.end, end: at.end }, text: inside(pieces, quote) }];
}

/** `--condition=None` in place of the condition: without it, gcloud asks where the policy has other conditions. */
export function renderRemoveCondition(
  { binding }: Extract<Change, { kind: "remove-condition" }>,
  read: ReadSource,
): readonly Edit[] | undefined {
  const flag = flagFor(binding, read);
  if (flag === undefined) return undefined;
  const start = rangeOf(flag.word).start;
  const last = flag.value?.word ?? flag.word.word;
  const span = { uri: read.source.uri, start: Math.min(start, flag.word.word.start), end: last.end };
  return [{ span, text: "--condition=None" }];
}

/** The flag with the condition, where it is written in the command itself. */
function flagFor({ span }: Binding, { script, source }: ReadSource): Flag | undefined {
  const command = script.commands.find(({ node }) => node.pos === span.start);
  const invocation = command && invocationOf(command, newReading(script, source.uri));
  const flag = invocation && flagOf(invocation, ["--condition", "--condition-from-file"]);
  const { value, word } = flag ?? {};
  return value === undefined || value.uses !== undefined || word?.uses !== undefined ? undefined : flag;
}
