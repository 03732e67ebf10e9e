import type { Condition } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { withWritten } from "../written.ts";
import { DELIMITER, delimiterOf } from "./comma-list.ts";
import { flagOf, type Invocation } from "./invocation.ts";
import { heldFragment, knownText, spanOf, toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { cut, type Fragment, HOLE, textOf } from "./shell/word.ts";

const KEYS = ["expression", "title", "description"] as const;
type Key = (typeof KEYS)[number];

/** The condition of a binding's command; none for `--condition=None`. Without fields when it is in a file or not known. */
export function conditionOf(invocation: Invocation, reading: Reading): Condition | undefined {
  const file = flagOf(invocation, ["--condition-from-file"])?.value;
  if (file !== undefined) return { span: spanOf(file, reading) };
  const given = flagOf(invocation, ["--condition"])?.value;
  if (given === undefined || given.to === given.from) return undefined;
  const written = heldFragment(given, reading);
  if (knownText(written, reading)?.toLowerCase() === "none") return undefined;
  return { span: spanOf(written, reading), ...fieldsOf(written, reading) };
}

/**
 * `KEY=VALUE,…`, or with another delimiter: `^:^KEY=VALUE:…`. A delimiter not before a key belongs to the value. Nothing where what
 * stands first is no key that is known, or a variable may hold other parts.
 */
function fieldsOf(fragment: Fragment, reading: Reading): Readonly<Partial<Record<Key, Value>>> {
  const text = textOf(fragment);
  const delimiter = delimiterOf(text);
  const first = DELIMITER.exec(text)?.[0].length ?? 0;
  const starts = keyStarts(text, delimiter, first);
  const pieces = text.slice(first).split(delimiter);
  const isClear = starts[0]?.start === first && !pieces.some((piece) => piece.startsWith(HOLE));
  const fields: Partial<Record<Key, Value>> = {};
  if (!isClear) return fields;
  for (const [i, { key, from }] of starts.entries()) {
    const next = starts[i + 1];
    const to = next === undefined ? text.length : next.start - delimiter.length;
    const value = cut(fragment, fragment.from + from, fragment.from + to);
    fields[key] ??= withWritten(toValue(value, key === "expression" ? "condition" : "text", reading), {
      uri: reading.uri,
      text: reading.script.text,
    });
  }
  return fields;
}

interface KeyStart {
  readonly key: Key;
  readonly start: number;
  /** Where its value begins. */
  readonly from: number;
}

function keyStarts(text: string, delimiter: string, first: number): readonly KeyStart[] {
  const found: KeyStart[] = [];
  for (let at = first; at >= first && at < text.length; ) {
    const key = KEYS.find((name) => text.startsWith(`${name}=`, at));
    if (key !== undefined) found.push({ key, start: at, from: at + key.length + 1 });
    const next = text.indexOf(delimiter, at);
    if (next < 0) break;
    at = next + delimiter.length;
  }
  return found;
}
