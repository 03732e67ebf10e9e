/** Scripts whose letters fill two columns of a terminal, as pairs of first and last code point. Source: Unicode, UAX #11. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

const PLAIN = /^[ -~]*$/;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const EMOJI = /\p{Emoji_Presentation}|\u{fe0f}/u;

/** How many columns of a terminal a text fills. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of splitLetters(text)) width += letterWidth(segment);
  return width;
}

/** Columns of one letter as a reader sees it, with all its marks. */
export function letterWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x300) return letter.includes("\u{fe0f}") ? 2 : 1;
  if (INVISIBLE.test(letter)) return 0;
  return EMOJI.test(letter) || WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1;
}

interface Letter {
  readonly segment: string;
  /** Offset in the text. */
  readonly index: number;
}

let segmenter: Intl.Segmenter | undefined;

/** Splits a text into letters as readers see them; plain text, which is by far the most, without asking Unicode. */
export function splitLetters(text: string): readonly Letter[] {
  if (/^[\t -~]*$/.test(text)) return [...text].map((segment, index) => ({ segment, index }));
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)];
}

/** Control characters, and those that turn the direction of writing, could make a terminal show something else. */
const DECEIVING = /[\p{Cc}\p{Bidi_Control}]/gu;

/** The text on one line, with a mark instead of each character that would act on a terminal. */
export const harmless = (text: string): string =>
  text.replaceAll(DECEIVING, (character) => (/\s/.test(character) ? " " : "\ufffd"));

export const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));
