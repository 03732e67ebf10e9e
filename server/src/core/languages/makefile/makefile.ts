import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import { type Line, linesOf } from "../hosted/lines.ts";
import type { Scribe } from "../hosted/transcript.ts";
import type { Language, Piece } from "../language.ts";
import { expand, type Variables } from "./expansions.ts";
import { type Definition, type Statement, statementsOf } from "./statements.ts";

/** Makefiles: the shell of their recipes. */
export const makefile: Language = hosted({
  id: "makefile",
  guest: gcloud,
  matches: (uri) => /\/(?:GNU|BSD)?makefile(?:\.(?!md$|ya?ml$|json$|sh$)[^/]*)?$|\.(?:mk|mak)$/i.test(uri),
  comments: { mark: "#", goesOn: /\\\r?\n$/ },
  transcribe,
  encode: (written, text) => encode(written, text),
});

/** Another character before recipes. */
const OTHER_PREFIX = /^\.RECIPEPREFIX[ \t]*(?::{0,3}|\?)=[ \t]*(\S)?/gm;
const ONE_SHELL = /^\.ONESHELL:/m;
const SILENT = /^[ \t]*(?:[@+-][@+\- \t]*)?/;

/** The definitions first: make replaces what stands in recipes when it has read the whole file. */
function transcribe(text: string, piece: Piece, scribe: Scribe): void {
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
    if (statement.kind === "definition") continue;
    if (isOneShell) scribe.piece(() => statement.lines.forEach(write));
    else for (const lines of statement.lines) scribe.piece(() => write(lines));
  }
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
  const sure = new Set(single.filter((one) => one.sure && !ofShell.has(one.name)));
  const values = new Map([...sure].map(({ name, value }) => [name, value.text]));
  return { sure, isGcloud: (name) => /^(?:\S*\/)?gcloud$/.test(values.get(name) ?? "") };
}

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
