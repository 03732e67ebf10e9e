import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import { type Line, linesOf } from "../hosted/lines.ts";
import type { Scribe } from "../hosted/transcript.ts";
import { unknownExpansion } from "../hosted/unknown.ts";
import type { Language, Piece } from "../language.ts";

/** Files of `just`: the shell of their recipes. */
export const justfile: Language = hosted({
  id: "justfile",
  guest: gcloud,
  matches: (uri) => /\/\.?justfile$|\.just$/i.test(uri),
  comments: { mark: "#", goesOn: /\\\r?\n$/ },
  includes: (text) => [...text.matchAll(IMPORT)].map(([, path = ""]) => path),
  transcribe,
  encode: (written, text) => encode(written, text),
});

const OTHER_SHELL = /^set[ \t]+shell[ \t]*:=[ \t]*\[[ \t]*["'](?!(?:\/\S*\/)?(?:ba|z|k|da)?sh["'])/m;
const DEFINITION = /^(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*:=[ \t]*("[^"\\$`]*"|'[^']*')[ \t]*(?:#.*)?$/;
const RECIPE = /^@?[A-Za-z_][\w-]*([^:=]*(?:=[^:]*)?):(?!=)/;
const PREFIX = /^[ \t]*[@-]?@?/;
const SHEBANG = /^[ \t]*#!/;
const SHELL_SHEBANG = /sh\b/;

const IMPORT = /^import\??[ \t]+["']([\w./-]+)["'][ \t]*(?:#.*)?$/gm;

function transcribe(text: string, piece: Piece, scribe: Scribe, from: number): void {
  if (OTHER_SHELL.test(text.slice(piece.start, piece.end))) return;
  const own = variablesOf(text);
  let parameters = "";
  let recipe: Line[] = [];
  const finish = () => {
    if ((recipe[0]?.start ?? 0) >= from) copyRecipe(recipe, text, namesWithout(own, parameters), scribe);
    recipe = [];
  };
  for (const line of linesOf(text, piece)) {
    if (/^[ \t]|^$/.test(line.text)) {
      recipe.push(line);
      continue;
    }
    finish();
    parameters = RECIPE.exec(line.text)?.[1] ?? "";
    const [, name = "", value = ""] = DEFINITION.exec(line.text) ?? [];
    if (own.has(name)) scribe.piece(() => define(line, name, value, scribe));
  }
  finish();
}

/** Names that recipes use as variables of the shell. */
const SHELL_NAME = /\$\{?([A-Za-z_]\w*)|(?:^|[\s;&|(])([A-Za-z_]\w*)=/gm;

/** Variables with a literal value that no variable of the shell has the name of. */
function variablesOf(text: string): ReadonlySet<string> {
  const ofShell = new Set([...text.matchAll(SHELL_NAME)].map(([, used = "", assigned = used]) => assigned));
  const all = text.split(/\r?\n/).flatMap((line) => DEFINITION.exec(line)?.[1] ?? []);
  return new Set(all.filter((name) => !ofShell.has(name)));
}

const namesWithout = (own: ReadonlySet<string>, parameters: string): ReadonlySet<string> => {
  const taken = new Set(parameters.match(/\w+/g) ?? []);
  return new Set([...own].filter((name) => !taken.has(name)));
};

function define({ start, text }: Line, name: string, value: string, scribe: Scribe): void {
  const at = start + text.indexOf(name);
  const from = start + text.indexOf(value, text.indexOf(":="));
  scribe.copy(at, at + name.length);
  scribe.add("=");
  scribe.copy(from, from + value.length);
}

/** Each line has a shell of its own, unless the recipe is a script. */
function copyRecipe(lines: readonly Line[], text: string, names: ReadonlySet<string>, scribe: Scribe): void {
  const [first] = lines;
  if (first === undefined) return;
  const isScript = SHEBANG.test(first.text);
  if (isScript && !SHELL_SHEBANG.test(first.text)) return;
  const indent = /^[ \t]*/.exec(first.text)?.[0].length ?? 0;
  scribe.piece(() => {
    for (const [i, line] of lines.entries()) {
      const goesOn = isScript || lines[i - 1]?.text.endsWith("\\") === true;
      const blanks = Math.min(indent, /^[ \t]*/.exec(line.text)?.[0].length ?? 0);
      const left = goesOn ? blanks : (PREFIX.exec(line.text)?.[0].length ?? 0);
      copyLine(text, line.start + left, line.end, names, scribe);
    }
  });
}

const INTERPOLATION = /\{\{(?!\{)[ \t]*(?:([A-Za-z_]\w*)[ \t]*|[^\n]*?)\}\}(?!\})/g;

/** Names of other things stay as they are: they are placeholders to the shell's reader. */
function copyLine(text: string, start: number, end: number, names: ReadonlySet<string>, scribe: Scribe): void {
  let at = start;
  for (const { 0: mark, 1: name = "", index } of text.slice(start, end).matchAll(INTERPOLATION)) {
    if (name !== "" && !names.has(name)) continue;
    scribe.copy(at, start + index);
    at = start + index + mark.length;
    scribe.put(name === "" ? unknownExpansion("just") : `\${${name}}`, start + index, at);
  }
  scribe.copy(at, end);
}

/** What the transcript has as `${NAME}` for a variable of the document is written as one again. */
function encode(written: string, text: string): string {
  const names = variablesOf(text);
  return written.replace(/\$\{(\w+)\}/g, (mark, name: string) => (names.has(name) ? `{{${name}}}` : mark));
}
