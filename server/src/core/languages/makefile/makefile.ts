import type { Stretch } from "../../model/placeholders.ts";
import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import { type Line, linesOf } from "../hosted/lines.ts";
import type { Scribe } from "../hosted/transcript.ts";
import type { Language, Piece } from "../language.ts";
import { expand, type Variables } from "./expansions.ts";
import { type Definition, type Recipe, type Statement, statementsOf } from "./statements.ts";

/** Makefiles: the shell of their recipes. */
export const makefile: Language = hosted({
  id: "makefile",
  guest: gcloud,
  matches: (uri) => /\/(?:GNU|BSD)?makefile(?:\.(?!md$|ya?ml$|json$|sh$)[^/]*)?$|\.(?:mk|mak)$/i.test(uri),
  comments: { mark: "#", goesOn: /\\\r?\n$/ },
  mayHold: (text) => gcloud.mayHold(text) || (text.includes("roles/") && pathsIn(text).length > 0),
  includes: pathsIn,
  transcribe,
  encode: (written, text) => encode(written, text),
});

/** Another character before recipes. */
const OTHER_PREFIX = /^\.RECIPEPREFIX[ \t]*(?::{0,3}|\?)=[ \t]*(\S)?/gm;
const ONE_SHELL = /^\.ONESHELL:/m;
const SILENT = /^[ \t]*(?:[@+-][@+\- \t]*)?/;

const INCLUDE = /^ *(?:-|s)?include[ \t]+([^\n#$]+)$/gm;

/** Paths of files that a Makefile includes. */
function pathsIn(text: string): readonly string[] {
  const lists = [...text.matchAll(INCLUDE)].map(([, list = ""]) => list.trim().split(/\s+/));
  return lists.flat().filter((path) => /^[\w./-]+$/.test(path));
}

/** The definitions first: make replaces what stands in recipes when it has read the whole file. */
function transcribe(text: string, piece: Piece, scribe: Scribe, own: number): void {
  const stretch = text.slice(piece.start, piece.end);
  const [other, ...more] = [...stretch.matchAll(OTHER_PREFIX)];
  if (more.length > 0) return;
  const prefix = other?.[1] ?? "\t";
  const statements = statementsOf(linesOf(text, piece), prefix);
  const variables = variablesOf(statements);
  const isOneShell = ONE_SHELL.test(stretch);
  for (const statement of statements)
    if (statement.kind === "definition") scribe.piece(() => define(statement, text, scribe, variables));
  const write = (lines: readonly Line[]) => recipe(lines, prefix, text, scribe, variables);
  for (const statement of statements) {
    if (statement.kind === "definition" || isElsewhere(statement, own, stretch)) continue;
    const only = definitionsFor(statement, statements, variables);
    const whole = (write: () => void) => scribe.piece(() => within(only, text, scribe, variables, write));
    if (isOneShell) whole(() => statement.lines.forEach(write));
    else for (const lines of statement.lines) whole(() => write(lines));
  }
}

/** A recipe of an included file, or a canned one that is called with arguments. */
function isElsewhere({ lines, name }: Recipe, own: number, text: string): boolean {
  if (name !== undefined && new RegExp(`\\$[({]call[ \\t]+${name}\\b`).test(text)) return true;
  return (lines[0]?.[0]?.start ?? own) < own;
}

/** What holds for all targets of a recipe alone. */
function definitionsFor({ targets }: Recipe, all: readonly Statement[], { ofShell }: Known): readonly Definition[] {
  const [target, ...more] = targets;
  if (target === undefined || more.length > 0) return [];
  const own = all.filter((one): one is Definition => one.kind === "definition" && one.target === target);
  return own.filter(
    (one) => one.sure && !ofShell.has(one.name) && own.filter(({ name }) => name === one.name).length === 1,
  );
}

/** Writes with what holds nowhere else. */
function within(
  definitions: readonly Definition[],
  text: string,
  scribe: Scribe,
  variables: Known,
  write: () => void,
): void {
  if (definitions.length === 0) {
    write();
    return;
  }
  scribe.add("(\n");
  for (const one of definitions) {
    define(one, text, scribe, { ...variables, sure: new Set(definitions) });
    scribe.add("\n");
  }
  write();
  scribe.add("\n)");
}

/** A logical line; make takes the prefix from each of its lines, and the marks for make itself from the first. */
function recipe(lines: readonly Line[], prefix: string, text: string, scribe: Scribe, variables: Variables): void {
  const [first] = lines;
  for (const line of lines) {
    const taken = line.text.startsWith(prefix) ? prefix.length : 0;
    const marks = line === first ? (SILENT.exec(line.text.slice(taken))?.[0].length ?? 0) : 0;
    const end = line.start + line.text.length;
    expand(text, line.start + taken + marks, end, scribe, variables);
    scribe.copy(end, line.end);
  }
}

interface Known extends Variables {
  /** Variables that surely hold what one definition says, or what their user puts in its place. */
  readonly sure: ReadonlySet<Definition>;
  /** Names that recipes use as variables of the shell. */
  readonly ofShell: ReadonlySet<string>;
}

/** Names that recipes use as variables of the shell. */
const SHELL_NAME = /\$\$\{?([A-Za-z_]\w*)|(?:^|[\s;&|(@])([A-Za-z_]\w*)=/g;

const namesIn = (recipe: string): readonly string[] =>
  [...recipe.matchAll(SHELL_NAME)].map(([, used = "", assigned = used]) => assigned);

function variablesOf(statements: readonly Statement[]): Known {
  const definitions = statements.filter((one) => one.kind === "definition");
  const byName = new Map<string, Definition[]>();
  for (const one of definitions) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  const recipes = statements.flatMap((one) => (one.kind === "recipe" ? one.lines.flat() : []));
  const ofShell = new Set(recipes.flatMap(({ text }) => namesIn(text)));
  const single = [...byName.values()].flatMap((all) => (all.length === 1 ? all : []));
  const sure = new Set(single.filter((one) => one.sure && one.target === undefined && !ofShell.has(one.name)));
  const values = new Map([...sure].map(({ name, value }) => [name, value.text]));
  const bodies = bodiesIn(statements, [...sure]);
  return {
    sure,
    ofShell,
    isGcloud: (name) => /^(?:\S*\/)?gcloud$/.test(values.get(name) ?? ""),
    bodyOf: (name) => bodies.get(name),
  };
}

/** What can be called with arguments; of two with one name neither is sure. */
function bodiesIn(
  statements: readonly Statement[],
  sure: readonly Definition[],
): ReadonlyMap<string, readonly Stretch[]> {
  const canned = statements.flatMap((one) => (one.kind === "recipe" && one.name !== undefined ? [one] : []));
  const single = canned.filter(({ name }) => canned.filter((other) => other.name === name).length === 1);
  const ofRecipes = single.map(
    ({ name = "", lines }) =>
      [name, lines.flatMap((logical) => logical.map((line, i) => bodyLine(line, i === 0)))] as const,
  );
  return new Map([...sure.map(({ name, value }) => [name, value.parts] as const), ...ofRecipes]);
}

/** A line without what make takes from the front of a recipe's line. */
const bodyLine = ({ start, text }: Line, isFirst: boolean): Stretch => {
  const marks = isFirst ? (SILENT.exec(text)?.[0].length ?? 0) : 0;
  return { start: start + marks, end: start + text.length };
};

const QUOTED = /^(?:"[^"'`\\]*"|'[^'$`\\]*')$/;

/** A definition as an assignment of the shell; as one of something unknown where that is not the same. */
function define(definition: Definition, text: string, scribe: Scribe, variables: Known): void {
  const { name, at, value } = definition;
  const isSubstitution = /^\$\(shell[ \t]/.test(value.text);
  const isWord = isSubstitution || QUOTED.test(value.text);
  if (!variables.sure.has(definition) || (!isWord && /["'`\\]/.test(value.text))) {
    scribe.add("let ");
    scribe.copy(at, at + name.length);
    return;
  }
  scribe.copy(at, at + name.length);
  scribe.add(isWord ? "=" : '="');
  for (const [i, { start, end }] of value.parts.entries()) {
    if (i > 0) scribe.put(" ", value.parts[i - 1]?.end ?? start, start);
    expand(text, start, end, scribe, variables);
  }
  if (!isWord) scribe.add('"');
}

const EXPANSION = /\$(?:\{([A-Za-z_]\w*)\})?/g;

/** `${NAME}` is make's where the document has it from make, and the shell's where it has it from the shell. */
function encode(written: string, text: string): string | undefined {
  let isClear = true;
  const encoded = written.replace(EXPANSION, (expansion, name: string | undefined) => {
    if (name === undefined) return "$$";
    const [ofMake, ofShell] = [`(?<!\\$)\\$[({]${name}[)}]`, `\\$\\$\\{?${name}\\b`].map((p) =>
      new RegExp(p).test(text),
    );
    if (ofMake === ofShell) isClear = false;
    return ofMake ? `$(${name})` : `$${expansion}`;
  });
  return isClear ? encoded : undefined;
}
