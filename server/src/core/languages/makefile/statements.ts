import type { Line } from "../hosted/lines.ts";

/** A variable gets a value. */
export interface Definition {
  readonly kind: "definition";
  readonly name: string;
  /** Where the name stands. */
  readonly at: number;
  readonly value: DefinedValue;
  /** False for what holds only under a condition, adds to a value, or is made by a command. */
  readonly sure: boolean;
  /** The target that it holds for, and for what that one needs; absent: for all. */
  readonly target?: string;
}

/** A value, which lines that go on divide into parts: make puts one blank between them. */
export interface DefinedValue {
  readonly text: string;
  readonly parts: readonly { readonly start: number; readonly end: number }[];
}

/** The commands of a rule, or the lines of a canned recipe: logical lines, each of lines that go on. */
export interface Recipe {
  readonly kind: "recipe";
  readonly lines: readonly (readonly Line[])[];
  readonly targets: readonly string[];
  /** Of a canned recipe. */
  readonly name?: string;
}

export type Statement = Definition | Recipe;

const GOES_ON = /(?:^|[^\\])(?:\\\\)*\\$/;
const DEFINITION = /^[ ]*((?:(?:export|override|private)[ \t]+)*)([A-Za-z_][\w.-]*)[ \t]*(:{0,3}=|\?=|\+=|!=)[ \t]*/;
const OF_TARGET =
  /^([^\s:=#][^:=#]*)::?[ \t]*(?:(?:export|override|private)[ \t]+)*([A-Za-z_][\w.-]*)[ \t]*(:{0,3}=|[?+!]=)[ \t]*/;
const RULE = /^ *([^\s#:=][^#:=]*)::?(?!=)/;
const OPENS = /^[ \t]*(?:ifeq|ifneq|ifdef|ifndef)\b/;
const CLOSES = /^[ \t]*endif\b/;
const CANNED = /^[ ]*(?:override[ \t]+)?define[ \t]+([\w.-]*)/;
const CANNED_END = /^[ ]*endef\b/;

/**
 * Reads the lines of a Makefile. Source: the manual of GNU make.
 * @param prefix what begins a line of a recipe.
 */
export function statementsOf(lines: readonly Line[], prefix: string): readonly Statement[] {
  const reader = new Reader(prefix);
  for (let i = 0; i < lines.length; ) {
    const logical = logicalAt(lines, i);
    reader.read(logical);
    i += Math.max(1, logical.length);
  }
  return reader.statements();
}

function logicalAt(lines: readonly Line[], from: number): readonly Line[] {
  let end = from;
  while (end < lines.length - 1 && GOES_ON.test(lines[end]?.text ?? "")) end++;
  return lines.slice(from, end + 1);
}

/** What a rule runs behind a `;` on its own line. */
function recipeOnLine({ start, end, text }: Line, logical: readonly Line[]): (readonly Line[])[] {
  const at = text.indexOf(";") + 1;
  const isRecipe = at > 0 && !text.slice(0, at).includes("#");
  return isRecipe ? [[{ start: start + at, end, text: text.slice(at) }, ...logical.slice(1)]] : [];
}

/** What stands behind a definition's operator. */
function definedValue(head: string, logical: readonly Line[]): DefinedValue {
  const parts = logical.flatMap((line, i) => {
    const skipped = i === 0 ? head.length : 0;
    const isLast = i === logical.length - 1;
    const raw = line.text.slice(skipped).replace(isLast ? /(?<!\\)#.*$/ : /\\$/, "");
    const start = line.start + skipped + (raw.length - raw.trimStart().length);
    const written = raw.trim();
    return written === "" ? [] : [{ start, end: start + written.length, written }];
  });
  return { text: parts.map(({ written }) => written).join(" "), parts };
}

class Reader {
  readonly #prefix: string;
  readonly #statements: Statement[] = [];
  #recipe: (readonly Line[])[] = [];
  #conditions = 0;
  #targets: readonly string[] = [];
  #inRule = false;
  #canned: string | undefined;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  statements(): readonly Statement[] {
    this.#endRecipe();
    return this.#statements;
  }

  read(logical: readonly Line[]): void {
    const [first] = logical;
    if (first === undefined) return;
    if (this.#canned !== undefined) {
      if (CANNED_END.test(first.text)) this.#endRecipe();
      else this.#recipe.push(logical);
    } else if (this.#inRule && first.text.startsWith(this.#prefix)) this.#recipe.push(logical);
    else if (first.text.trim() !== "" && !/^[ ]*#/.test(first.text)) this.#readOther(first, logical);
  }

  #readOther(first: Line, logical: readonly Line[]): void {
    const { text } = first;
    if (OPENS.test(text)) this.#conditions++;
    else if (CLOSES.test(text)) this.#conditions = Math.max(0, this.#conditions - 1);
    else if (CANNED.test(text)) {
      this.#endRecipe();
      this.#canned = CANNED.exec(text)?.[1] ?? "";
    } else this.#readPlain(first, logical);
  }

  #readPlain(first: Line, logical: readonly Line[]): void {
    const ofTarget = OF_TARGET.exec(first.text);
    const definition = DEFINITION.exec(first.text);
    if (definition !== null) this.#define(definition, first, logical);
    else if (ofTarget !== null) this.#defineFor(ofTarget, first, logical);
    else if (RULE.test(first.text)) {
      this.#endRecipe();
      this.#inRule = true;
      this.#targets = RULE.exec(first.text)?.[1]?.trim().split(/\s+/) ?? [];
      this.#recipe = recipeOnLine(first, logical);
    }
  }

  #define([head, words = "", name = "", operator = ""]: RegExpExecArray, first: Line, logical: readonly Line[]): void {
    this.#endRecipe();
    const at = first.start + head.indexOf(name, head.indexOf(words) + words.length);
    const value = definedValue(head, logical);
    const isComment = logical.length > 1 && value.text.includes("#");
    const isPlain = !isComment && operator !== "+=" && operator !== "!=" && this.#conditions === 0;
    if (!/^\w+$/.test(name)) return;
    this.#statements.push({ kind: "definition", name, at, value, sure: isPlain });
  }

  #defineFor(
    [head, targets = "", name = "", operator = ""]: RegExpExecArray,
    first: Line,
    logical: readonly Line[],
  ): void {
    this.#endRecipe();
    const at = first.start + head.lastIndexOf(name);
    const value = definedValue(head, logical);
    const sure = /^:{0,3}=$/.test(operator) && this.#conditions === 0;
    if (!/^\w+$/.test(name)) return;
    for (const target of targets.trim().split(/\s+/))
      this.#statements.push({ kind: "definition", name, at, value, sure, target });
  }

  #endRecipe(): void {
    const [lines, targets, name] = [this.#recipe, this.#targets, this.#canned];
    if (lines.length > 0)
      this.#statements.push({ kind: "recipe", lines, targets, ...(name !== undefined && { name }) });
    this.#recipe = [];
    this.#targets = [];
    this.#canned = undefined;
    this.#inRule = false;
  }
}
