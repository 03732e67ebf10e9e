/** How many steps a match may take: a pattern with so many unbounded repetitions takes a power of the text's length. */
const MOST_STEPS = 2_000_000;
const LONGEST_PATTERN = 300;

/** What one of the two dialects has and the other has not, or that repeats a repetition. */
const UNEQUAL = /\(\?(?!:|<[A-Za-z])|\[\[|\\[AZzQECpPbBG]|\)[*+{]|[*+}]\+|\$(?=[^)|])/;

/** A pattern as it works on a text; `undefined` for one that is not followed, or too much work there. */
export function patternFor(written: string | undefined, text: string): RegExp | undefined {
  const pattern = written?.replaceAll("(?P<", "(?<");
  if (pattern === undefined || pattern.length > LONGEST_PATTERN || UNEQUAL.test(pattern)) return undefined;
  const repetitions = pattern.match(/[*+]|\{\d*,\d*\}/g)?.length ?? 0;
  if (Math.max(2, text.length) ** (repetitions + 1) > MOST_STEPS) return undefined;
  try {
    return new RegExp(pattern, "gu");
  } catch {
    return undefined;
  }
}

/** Every match of a pattern replaced; `$1` stands for a group. */
export function replacedByPattern(text: string, pattern: string, by: string): string | undefined {
  if (/\$(?!\d(?!\w))/.test(by)) return undefined;
  const expression = patternFor(pattern, text);
  return expression && text.replace(expression, by);
}

/** Whether `replace` takes a text as a pattern. */
export const isPattern = (text: string): boolean => text.length > 2 && text.startsWith("/") && text.endsWith("/");
