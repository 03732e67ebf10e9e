import { type Fragment, HOLE, startOf, textOf } from "./word.ts";

const LONGEST_TEXT = 1000;
const MOST_STARS = 3;

/** A pattern of the shell as an expression for all of a text; `undefined` where it is not all written. */
export function patternOf(pattern: Fragment): RegExp | undefined {
  const text = textOf(pattern);
  const source = [...text].map((one, i) => (isQuoted(pattern, i) ? escaped(one) : ofCharacter(one))).join("");
  if (text.includes(HOLE) || /[[\]]/.test(text) || text.split("*").length - 1 > MOST_STARS) return undefined;
  return new RegExp(`^(?:${source})$`, "s");
}

function isQuoted({ word, from }: Fragment, index: number): boolean {
  const at = startOf(word, from + index) ?? word.start;
  return word.segments.some(({ quote, start, end }) => quote !== "" && start <= at && at < end);
}

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const ofCharacter = (character: string): string =>
  character === "*" ? ".*" : character === "?" ? `[^${HOLE}]` : escaped(character);

/** Where `#`, `##`, `%` and `%%` cut a text, by what they take away: at its front or its end, little or much of it. */
export function cutAt(text: string, operator: "#" | "##" | "%" | "%%", pattern: RegExp): number | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const isFront = operator.startsWith("#");
  const isUpward = operator === "#" || operator === "%%";
  for (let i = 0; i <= text.length; i++) {
    const at = isUpward ? i : text.length - i;
    if (pattern.test(isFront ? text.slice(0, at) : text.slice(at))) return at;
  }
  return isFront ? 0 : text.length;
}
