/** No real pattern is longer or has more stars; a match of one costs little for every path. */
const LONGEST = 200;
const MOST_STARS = 6;

/** Whether a path matches a pattern of `fileset`; `undefined` for a pattern that is not followed. */
export function matcherOf(pattern: string | undefined): ((path: string) => boolean) | undefined {
  if (pattern === undefined || pattern.length > LONGEST || pattern.split("*").length > 2 * MOST_STARS) return undefined;
  if (/[[\]\\]/.test(pattern)) return undefined;
  const expression = expressionOf(pattern.replace(/^\.\//, ""));
  return expression && ((path) => expression.test(path));
}

const PIECES = /\*\*\/|\*\*|\*|\?|\{|\}|,|[^*?{},]+/g;

function expressionOf(pattern: string): RegExp | undefined {
  let open = 0;
  let written = "";
  for (const [piece] of pattern.matchAll(PIECES)) {
    if (piece === "{") open++;
    if (piece === "}") open--;
    if (open < 0 || open > 1) return undefined;
    written += open > 0 && piece === "," ? "|" : (MEANINGS[piece] ?? piece.replace(/[.+^$()|/-]/g, "\\$&"));
  }
  return open === 0 ? new RegExp(`^${written}$`) : undefined;
}

const MEANINGS: Readonly<Record<string, string>> = {
  "**/": "(?:.*/)?",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
  "{": "(?:",
  "}": ")",
};
