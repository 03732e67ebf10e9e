/** A marked stretch: where a finding of each of these rules has to stand. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly rules: readonly string[];
}

export interface MarkedText {
  /** The text without any marks. */
  readonly text: string;
  /** In the order in which they begin, longer ones first. */
  readonly marks: readonly Mark[];
  /** The place of `<|>`. */
  readonly cursor: number | undefined;
}

const TOKEN = /\[\||\|\]\{([^}\n]*)\}|<\|>/g;

/**
 * Reads the marks of a text: `[|…|]{rule}` or `[|…|]{rule, rule}` around what findings underline, nested or over several lines
 * where needed, and `<|>` at a cursor.
 * @throws Error when a mark is not closed, closes nothing, or names no rule.
 */
export function readMarks(marked: string): MarkedText {
  const marks: Mark[] = [];
  const open: number[] = [];
  let cursor: number | undefined;
  let text = "";
  let at = 0;
  for (const { 0: token, 1: ids, index } of marked.matchAll(TOKEN)) {
    text += marked.slice(at, index);
    at = index + token.length;
    if (token === "<|>") cursor = text.length;
    else if (ids === undefined) open.push(text.length);
    else marks.push({ start: opened(open, token), end: text.length, rules: ruleIds(ids) });
  }
  if (open.length > 0) throw new Error(`a mark is not closed: ${text.slice(open[0]).slice(0, 40)}`);
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  return { text: text + marked.slice(at), marks, cursor };
}

function opened(open: number[], token: string): number {
  const start = open.pop();
  if (start === undefined) throw new Error(`${token} closes no mark`);
  return start;
}

function ruleIds(text: string): readonly string[] {
  const ids = text.split(",").map((id) => id.trim());
  if (ids.some((id) => !/^[a-z][a-z0-9-]*$/.test(id))) throw new Error(`{${text}} names no rule`);
  return ids;
}
