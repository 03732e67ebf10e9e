import type { Stretch } from "../../model/placeholders.ts";
import type { Scribe } from "../hosted/transcript.ts";
import { unknownExpansion } from "../hosted/unknown.ts";

/** Variables as they are seen by the expansions of a Makefile. */
export interface Variables {
  /** Whether a variable holds nothing but the name of gcloud's program. */
  isGcloud(name: string): boolean;
  /** What `$(call NAME,…)` puts in its place: the lines of a canned recipe, or a value. */
  bodyOf(name: string): readonly Stretch[] | undefined;
  /** Within a body, what stands for `$(1)` and so on, and the variables that hold there. */
  readonly given?: { readonly arguments: readonly Stretch[]; readonly outside: Variables };
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
  if (/\d/.test(next) && variables.given !== undefined) {
    argument(Number(next), text, scribe, variables.given, depth);
    return at + 2;
  }
  if (next !== "(" && next !== "{") return put(unknown(next), at + 2);
  NAME.lastIndex = at;
  const [whole = "", round, curly] = NAME.exec(text) ?? [];
  const name = round ?? curly ?? "";
  if (/^\d$/.test(name) && variables.given !== undefined) {
    argument(Number(name), text, scribe, variables.given, depth);
    return at + whole.length;
  }
  if (whole !== "" && at + whole.length <= end) {
    if (variables.isGcloud(name)) return put("gcloud", at + whole.length);
    return put(/^[A-Za-z_]\w*$/.test(name) ? `\${${name}}` : unknown(name), at + whole.length);
  }
  const closing = closingOf(text, at + 1, end);
  CALL.lastIndex = at;
  const [head = "", , called = ""] = CALL.exec(text) ?? [];
  const inside = { start: at + head.length, end: closing - 1 };
  if (called === "call" && depth < DEEPEST && callOf(text, inside, scribe, variables, depth)) return closing;
  if (called === "foreach" && depth < DEEPEST && repeated(text, inside, end, scribe, variables, depth)) return closing;
  if (called !== "shell" || depth > DEEPEST || text[closing - 1] !== ")") return put(unknown(called), closing);
  scribe.put("$(", at, at + head.length);
  expand(text, at + head.length, closing - 1, scribe, variables, depth + 1);
  scribe.copy(closing - 1, closing);
  return closing;
}

type Given = NonNullable<Variables["given"]>;

/** An argument of a call, as the place of the call has it; nothing where it is not given. */
function argument(
  position: number,
  text: string,
  scribe: Scribe,
  { arguments: all, outside }: Given,
  depth: number,
): void {
  const stretch = all[position - 1];
  if (stretch !== undefined) expand(text, stretch.start, stretch.end, scribe, outside, depth + 1);
}

/** `$(call NAME,…)`: what the name stands for, with the arguments in it. */
function callOf(text: string, inside: Stretch, scribe: Scribe, outside: Variables, depth: number): boolean {
  const [name, ...given] = separated(text, inside);
  const body = name && outside.bodyOf(text.slice(name.start, name.end).trim());
  if (body === undefined) return false;
  const { isGcloud, bodyOf } = outside;
  const variables: Variables = { isGcloud, bodyOf, given: { arguments: given, outside } };
  for (const [i, { start, end }] of body.entries()) {
    if (i > 0) scribe.add("\n");
    expand(text, start, end, scribe, variables, depth + 1);
  }
  return true;
}

/** What runs commands in `$(foreach NAME,LIST,…)`: a loop of the shell. */
const RUNS = /^[ \t]*@?[ \t]*(?:gcloud[ \t]|\$[({](?:GCLOUD|call)\b)/;
const SEPARATOR = /[ \t\r\n\\]*(?:;|&&)?[ \t\r\n\\]*$/;

function repeated(
  text: string,
  inside: Stretch,
  end: number,
  scribe: Scribe,
  variables: Variables,
  depth: number,
): boolean {
  const [name, list, first] = separated(text, inside);
  const variable = name === undefined ? "" : text.slice(name.start, name.end).trim();
  if (list === undefined || first === undefined || !/^[A-Za-z_]\w*$/.test(variable)) return false;
  const body = text.slice(first.start, inside.end);
  if (!RUNS.test(body)) return false;
  scribe.add(`for ${variable} in `);
  expand(text, list.start, list.end, scribe, variables, depth + 1);
  scribe.add("; do ");
  const length = body.length - (SEPARATOR.exec(body)?.[0].length ?? 0);
  expand(
    text,
    first.start + (/^[ \t@]*/.exec(body)?.[0].length ?? 0),
    first.start + length,
    scribe,
    variables,
    depth + 1,
  );
  const rest = text.slice(inside.end + 1, end).trimStart();
  scribe.add(/^(?:$|[;&|)])/.test(rest) ? "; done" : "; done; ");
  return true;
}

/** The arguments of a function of make; commas within brackets do not count. */
function separated(text: string, { start, end }: Stretch): readonly Stretch[] {
  const all: Stretch[] = [];
  let from = start;
  let depth = 0;
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    if (char === "(" || char === "{") depth++;
    else if (char === ")" || char === "}") depth--;
    else if (char === "," && depth === 0) {
      all.push({ start: from, end: at });
      from = at + 1;
    }
  }
  return [...all, { start: from, end }];
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
