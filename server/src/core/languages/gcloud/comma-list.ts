import { heldFragment } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { cut, type Fragment, HOLE, textOf } from "./shell/word.ts";

/** `^@^a@b`: a list, or a dictionary, with another delimiter than the comma. */
export const DELIMITER = /^\^([^^]{1,10})\^/;

export const delimiterOf = (text: string): string => DELIMITER.exec(text)?.[1] ?? ",";

/** The items of a flag's list, without white space around them; a variable that holds one is looked into. */
export function itemsOf(given: Fragment, reading: Reading): readonly Fragment[] {
  const held = heldFragment(given, reading);
  const list = textOf(held) === HOLE ? given : held;
  const text = textOf(list);
  const delimiter = delimiterOf(text);
  const found: Fragment[] = [];
  for (let at = DELIMITER.exec(text)?.[0].length ?? 0; at <= text.length; ) {
    const next = text.indexOf(delimiter, at);
    const stop = next < 0 ? text.length : next;
    const piece = text.slice(at, stop);
    const lead = piece.length - piece.trimStart().length;
    found.push(cut(list, list.from + at + lead, list.from + at + Math.max(lead, piece.trimEnd().length)));
    at = stop + delimiter.length;
  }
  return found;
}
