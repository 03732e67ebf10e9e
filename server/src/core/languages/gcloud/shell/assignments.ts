import type { Assignment, Command as SyntaxCommand, Word as SyntaxWord } from "unbash";
import { type Block, enclosing } from "./block.ts";
import { type Feed, redirected } from "./feed.ts";
import { readOf } from "./fields.ts";
import type { Definition, Given } from "./script.ts";

const DECLARING = new Set(["export", "readonly", "declare", "typeset", "local"]);
const DECLARING_LOCALS = new Set(["declare", "typeset", "local"]);
/** Commands that give values to the variables that they name. */
const FILLING = new Set(["read", "mapfile", "readarray", "getopts", "unset", "let"]);
/** All of them. */
const GIVING: ReadonlySet<string> = new Set([...DECLARING, ...FILLING, "printf"]);
const NAME = /^[A-Za-z_]\w*/;
const WHOLE_NAME = /^[A-Za-z_]\w*$/;

/** What a command reads when it has no redirection of its own, and whether it reads line after line. */
export interface Input {
  readonly feed?: Feed | undefined;
  readonly loops?: boolean | undefined;
}

const NONE: readonly Definition[] = [];

/** The variables that a simple command gives values to. */
export function definitionsOf(node: SyntaxCommand, block: Block, input: Input): readonly Definition[] {
  const name = node.name?.text;
  if (name === undefined) {
    return node.prefix.flatMap((part) => (part.type === "Assignment" ? [assigned(part, block, undefined)] : []));
  }
  if (!GIVING.has(name)) return NONE;
  if (DECLARING.has(name)) return declared(node, name, block);
  const isPrinted = name === "printf" && node.suffix.some((part) => part.type === "Word" && part.text === "-v");
  if (name === "read") return readBy(node, block, input) ?? filled(node, block);
  if (name === "mapfile" || name === "readarray") return mapped(node, block, input) ?? filled(node, block);
  return FILLING.has(name) || isPrinted ? filled(node, block) : NONE;
}

function readBy(node: SyntaxCommand, block: Block, input: Input): readonly Definition[] | undefined {
  const own = redirected(node.redirects, block);
  const feed = own ?? (node.redirects.length > 0 ? undefined : input.feed);
  const read = feed && readOf(node, feed, own === undefined && input.loops === true, block);
  return read?.names.map((name, index) => ({
    name,
    at: node.end,
    block,
    owner: undefined,
    given: read.isArray ? { kind: "fields", read } : { kind: "field", read, index },
  }));
}

/** `mapfile -t NAME`: the lines as an array. */
function mapped(node: SyntaxCommand, block: Block, input: Input): readonly Definition[] | undefined {
  const feed = redirected(node.redirects, block) ?? (node.redirects.length > 0 ? undefined : input.feed);
  const [option, name, ...more] = node.suffix.flatMap((part) => (part.type === "Word" ? [part.text] : []));
  if (feed === undefined || option !== "-t" || name === undefined || !WHOLE_NAME.test(name) || more.length > 0)
    return undefined;
  return [{ name, at: node.end, block, owner: undefined, given: { kind: "lines", feed } }];
}

function declared(node: SyntaxCommand, name: string, block: Block): readonly Definition[] {
  const hasFlag = (flag: RegExp): boolean => node.suffix.some((part) => part.type === "Word" && flag.test(part.text));
  const isArray = hasFlag(/^-\w*[aA]/);
  const isAlias = hasFlag(/^-\w*n/) && name !== "export";
  const owner = DECLARING_LOCALS.has(name) && !hasFlag(/^-\w*g/) ? enclosing(block, "function") : undefined;
  return node.suffix.flatMap((part) => {
    if (part.type === "Assignment") return [isAlias ? aliased(part, block, owner) : assigned(part, block, owner)];
    const bare = part.type === "Word" && (owner !== undefined || isArray) ? NAME.exec(part.text)?.[0] : undefined;
    if (bare === undefined) return [];
    const given: Given = isArray ? { kind: "array", nodes: [] } : { kind: "unknown" };
    return [{ name: bare, at: part.end, block, owner, given }];
  });
}

function assigned(part: Assignment, block: Block, owner: Block | undefined): Definition {
  return { name: part.name, at: part.end, block, owner, given: givenBy(part) };
}

/** `local -n NAME=OTHER`. */
function aliased(part: Assignment, block: Block, owner: Block | undefined): Definition {
  const definition = assigned(part, block, owner);
  const { given } = definition;
  return { ...definition, given: given.kind === "word" ? { kind: "alias", nodes: given.nodes } : { kind: "unknown" } };
}

function givenBy({ value, append, index }: Assignment): Given {
  if (append === true && index === undefined && value.type === "ArrayValue")
    return { kind: "more", nodes: value.elements };
  if (index !== undefined && append !== true && value.type === "Word") return { kind: "entry", index, nodes: [value] };
  if (append === true || index !== undefined) return { kind: "unknown" };
  return value.type === "Word" ? { kind: "word", nodes: [value] } : { kind: "array", nodes: value.elements };
}

const filled = (node: SyntaxCommand, block: Block): readonly Definition[] =>
  node.suffix.flatMap((part) => {
    const name = part.type === "Word" ? NAME.exec(part.text)?.[0] : undefined;
    return name === undefined ? [] : [unknown(name, node.end, block, undefined)];
  });

export const unknown = (name: string, at: number, block: Block, owner?: Block): Definition => ({
  name,
  at,
  block,
  owner,
  given: { kind: "unknown" },
});

/** The variable of a loop, within its body; without words it gets the arguments in turn. */
export const loopVariable = (
  name: string,
  words: readonly SyntaxWord[] | undefined,
  body: Block,
  at: number,
): Definition => ({
  name,
  at,
  block: body,
  owner: undefined,
  given: words === undefined ? { kind: "arguments" } : { kind: "loop", nodes: words },
});

/** `${NAME:=word}` and `${NAME=word}`: assignments inside of words, found in the text. */
const DEFAULTING = /\$\{([A-Za-z_]\w*):?=(?:([\w@.:/-]+)\})?/g;
/** `((NAME = …))`, `((NAME++))`. */
const COUNTING = /([A-Za-z_]\w*)\s*(?:\+\+|--|[-+*/%&|^]?=(?!=))/g;

/** @param others all other definitions: a default that is the only one holds everywhere. */
export function defaultsIn(text: string, script: Block, others: readonly Definition[]): readonly Definition[] {
  if (!text.includes("=", text.indexOf("${"))) return [];
  const found = [...text.matchAll(DEFAULTING)];
  const names = [...found.map(([, name = ""]) => name), ...(found.length === 0 ? [] : others.map(({ name }) => name))];
  return found.map(({ 0: match, 1: name = "", 2: word, index }) => {
    const end = index + match.length;
    const isOnly = names.indexOf(name) === names.lastIndexOf(name);
    const block: Block = isOnly ? script : { parent: script, kind: "branch", start: index, end };
    if (word === undefined) return unknown(name, end, block);
    const node: SyntaxWord = { type: "Word", text: word, value: word, pos: end - 1 - word.length, end: end - 1 };
    return { name, at: end, block, owner: undefined, given: { kind: "word", nodes: [node] } };
  });
}

/** `for ((i = 0; i < ${#NAME[@]}; i++))`. */
const OVER_KEYS =
  /^for[ \t]*\(\([ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*0[ \t]*;[ \t]*\1[ \t]*<[ \t]*\$\{#([A-Za-z_]\w*)\[[@*]\]\}[ \t]*;/;
const COUNTER = /^for[ \t]*\(\([ \t]*([A-Za-z_]\w*)[ \t]*=/;

/** The variable of a loop that counts, which may count the words of an array. */
export function loopCounter(head: string, body: Block): readonly Definition[] {
  const [, counter, array] = OVER_KEYS.exec(head) ?? [];
  const name = counter ?? COUNTER.exec(head)?.[1];
  if (name === undefined) return [];
  const given: Given = array === undefined ? { kind: "unknown" } : { kind: "keys", array };
  return [{ name, at: body.start, block: body, owner: undefined, given }];
}

export const countersIn = (expression: string, at: number, block: Block): readonly Definition[] =>
  [...expression.slice(0, 1000).matchAll(COUNTING)].map(({ 1: name = "" }) => unknown(name, at, block));
