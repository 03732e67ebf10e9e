import type { Scribe } from "../hosted/transcript.ts";
import { unknownExpansion } from "../hosted/unknown.ts";

/** Variables as they are seen by the expansions of a Makefile. */
export interface Variables {
  /** Whether a variable holds nothing but the name of gcloud's program. */
  isGcloud(name: string): boolean;
}

const NAME = /\$(?:\(([\w.-]+)\)|\{([\w.-]+)\})/y;
const CALL = /\$([({])([\w-]+)[ \t]/y;
/** Deeper nesting is read as unknown. */
const DEEPEST = 8;

/**
 * Writes a stretch of a Makefile as the shell gets it: `$$` is the shell's own `$`, `$(NAME)` a variable, `$(shell …)` a
 * substitution; all else that make replaces is unknown.
 */
export function expand(
  text: string,
  start: number,
  end: number,
  scribe: Scribe,
  variables: Variables,
  depth = 0,
): void {
  let at = start;
  for (let hit = text.indexOf("$", at); hit >= 0 && hit < end; hit = text.indexOf("$", at)) {
    scribe.copy(at, hit);
    at = expandOne(text, hit, end, scribe, variables, depth);
  }
  scribe.copy(at, end);
}

function expandOne(text: string, at: number, end: number, scribe: Scribe, variables: Variables, depth: number): number {
  const put = (written: string, to: number): number => {
    scribe.put(written, at, to);
    return to;
  };
  const next = text.charAt(at + 1);
  if (at + 1 >= end || next === "\n" || next === "\r") return put("$", at + 1);
  if (next === "$") return put("$", at + 2);
  if (next !== "(" && next !== "{") return put(unknown(next), at + 2);
  NAME.lastIndex = at;
  const [whole = "", round, curly] = NAME.exec(text) ?? [];
  const name = round ?? curly ?? "";
  if (whole !== "" && at + whole.length <= end) {
    if (variables.isGcloud(name)) return put("gcloud", at + whole.length);
    return put(/^[A-Za-z_]\w*$/.test(name) ? `\${${name}}` : unknown(name), at + whole.length);
  }
  const closing = closingOf(text, at + 1, end);
  CALL.lastIndex = at;
  const [head = "", , called = ""] = CALL.exec(text) ?? [];
  if (called !== "shell" || depth > DEEPEST || text[closing - 1] !== ")") return put(unknown(called), closing);
  scribe.put("$(", at, at + head.length);
  expand(text, at + head.length, closing - 1, scribe, variables, depth + 1);
  scribe.copy(closing - 1, closing);
  return closing;
}

const unknown = (name: string): string => unknownExpansion(/^\w+/.exec(name)?.[0] ?? "make");

/** Offset behind the bracket that closes the one at an offset, or the end. */
function closingOf(text: string, opening: number, end: number): number {
  const [open, close] = text[opening] === "(" ? ["(", ")"] : ["{", "}"];
  let depth = 0;
  for (let at = opening; at < end; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return end;
}
