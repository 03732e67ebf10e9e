import type { Assignment, Command as SyntaxCommand, Word as SyntaxWord } from "unbash";
import { type Block, enclosing } from "./block.ts";
import type { Definition, Given } from "./script.ts";

const DECLARING = new Set(["export", "readonly", "declare", "typeset", "local"]);
const DECLARING_LOCALS = new Set(["declare", "typeset", "local"]);
/** Commands that give values to the variables that they name. */
const FILLING = new Set(["read", "mapfile", "readarray", "getopts", "unset", "let"]);
const NAME = /^[A-Za-z_]\w*/;

/** The variables that a simple command gives values to. */
export function definitionsOf(node: SyntaxCommand, block: Block): readonly Definition[] {
  const name = node.name?.text;
  if (name === undefined) {
    return node.prefix.flatMap((part) => (part.type === "Assignment" ? [assigned(part, block, undefined)] : []));
  }
  if (DECLARING.has(name)) return declared(node, name, block);
  const isPrinted = name === "printf" && node.suffix.some((part) => part.type === "Word" && part.text === "-v");
  return FILLING.has(name) || isPrinted ? filled(node, block) : [];
}

function declared(node: SyntaxCommand, name: string, block: Block): readonly Definition[] {
  const isGlobal = node.suffix.some((part) => part.type === "Word" && /^-\w*g/.test(part.text));
  const owner = DECLARING_LOCALS.has(name) && !isGlobal ? enclosing(block, "function") : undefined;
  return node.suffix.flatMap((part) => {
    if (part.type === "Assignment") return [assigned(part, block, owner)];
    const bare = part.type === "Word" && owner !== undefined ? NAME.exec(part.text)?.[0] : undefined;
    return bare === undefined ? [] : [unknown(bare, part.end, block, owner)];
  });
}

function assigned(part: Assignment, block: Block, owner: Block | undefined): Definition {
  return { name: part.name, at: part.end, block, owner, given: givenBy(part) };
}

function givenBy({ value, append, index }: Assignment): Given {
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

/** The variable of a loop, within its body. */
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
  given: words === undefined ? { kind: "unknown" } : { kind: "loop", nodes: words },
});

/** `${NAME:=word}` and `${NAME=word}`: assignments inside of words, found in the text. */
const DEFAULTING = /\$\{([A-Za-z_]\w*):?=/g;
/** `((NAME = …))`, `((NAME++))`. */
const COUNTING = /([A-Za-z_]\w*)\s*(?:\+\+|--|[-+*/%&|^]?=(?!=))/g;

export function defaultsIn(text: string, script: Block): readonly Definition[] {
  if (!text.includes("=", text.indexOf("${"))) return [];
  return [...text.matchAll(DEFAULTING)].map(({ 0: match, 1: name = "", index }) => {
    const end = index + match.length;
    return unknown(name, end, { parent: script, kind: "branch", start: index, end });
  });
}

export const countersIn = (expression: string, at: number, block: Block): readonly Definition[] =>
  [...expression.slice(0, 1000).matchAll(COUNTING)].map(({ 1: name = "" }) => unknown(name, at, block));
