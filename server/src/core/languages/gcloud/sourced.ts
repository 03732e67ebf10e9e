import { below, folderOf } from "../below.ts";
import { fileNear } from "../file-near.ts";
import type { Elsewhere, Source } from "../language.ts";

/** A file whose commands a script runs in its own shell. */
export interface Sourced {
  readonly source: Source;
  /** Whether that happens in any case, as far as the script tells. */
  readonly isSure: boolean;
}

/** `source FILE` or `. FILE` at the start of a statement. */
const COMMAND =
  /^([^\n#]{0,200}?(?:[;&|{(]|\b(?:then|do|else))[ \t]*|[ \t]*)(?:builtin[ \t]+)?(?:source|\.)[ \t]+([^\n]{1,400})/gm;
/** A path: what is replaced at its front, and the rest. */
const PATH = /^["']?((?:\$\(.*\)|`.*`|\$\{[^}\n]*\}|\$\w+)?)["']?((?:\/?[\w.@+-]+)+)["']?(?=[\s;&|)}]|$)/;
const EXISTS = /\[[ \t]+-[efrs][ \t]/;
const HOME = /^\$\{?HOME\b/;
/** What the environment of a shell consists of, which grants nothing. */
const OF_THE_SHELL = /(?:^|[/.])(?:activate|bashrc|zshrc|profile|bash_profile|nvm\.sh)$|completion/;
const OWN_FOLDER = /\bdirname\b|BASH_SOURCE|\$0|\$\{0[%}]|\$\{?PSScriptRoot/;
const MOST_FILES = 12;
const DEEPEST = 4;
const LONGEST = 200_000;

/** Whether a script may run others in its own shell. */
export const mayRunOthers = (text: string): boolean => /\bsource[ \t]|(?:^|[ \t;&{(])\.[ \t]/m.test(text);

/** The files that a script runs in its own shell, and those that they run, in the order in which they are read. */
export function sourcedBy(source: Source, elsewhere: Elsewhere): readonly Sourced[] {
  const found = new Map<string, Sourced>();
  collect(source, elsewhere, true, found, new Set([source.uri]), 0);
  return [...found.values()];
}

function collect(
  source: Source,
  elsewhere: Elsewhere,
  isSure: boolean,
  found: Map<string, Sourced>,
  seen: Set<string>,
  depth: number,
): void {
  if (depth >= DEEPEST || !mayRunOthers(source.text)) return;
  for (const { 1: before = "", 2: rest = "", index } of source.text.matchAll(COMMAND)) {
    const file = seen.size > MOST_FILES ? undefined : fileOf(rest, source, elsewhere);
    if (file === undefined || seen.has(file.uri) || file.text.length > LONGEST) continue;
    seen.add(file.uri);
    const isAlways = isSure && happens(before, source.text, index);
    collect(file, elsewhere, isAlways, found, seen, depth + 1);
    found.set(file.uri, { source: file, isSure: isAlways });
  }
}

/** Not within a block or behind a condition, but for the one that the file is there. */
function happens(before: string, text: string, index: number): boolean {
  if (before === "" || EXISTS.test(before)) return !/^[ \t]/.test(before);
  if (/^[^\s&|({][^&|({]*;[ \t]*$/.test(before)) return !/\b(?:then|do|else)\b/.test(before);
  const [line = ""] = text
    .slice(0, Math.max(0, index - 1))
    .split("\n")
    .slice(-1);
  return /^if[ \t]/.test(line) && EXISTS.test(line);
}

function fileOf(rest: string, { uri, text }: Source, elsewhere: Elsewhere): Source | undefined {
  const [, front = "", path = ""] = PATH.exec(rest) ?? [];
  if (path === "" || HOME.test(front) || OF_THE_SHELL.test(path)) return undefined;
  if (front === "") return path.startsWith("/") ? undefined : fileNear(path, uri, elsewhere);
  const folder = folderBy(front, uri, text, 0);
  if (folder === undefined) return fileNear(path.replace(/^\//, ""), uri, elsewhere);
  const place = below(folder, path);
  return place === undefined ? undefined : elsewhere.file(place);
}

/** The folder that an expansion gives, where that is the one of the script or one above it. */
function folderBy(expansion: string, uri: string, text: string, depth: number): string | undefined {
  if (OWN_FOLDER.test(expansion)) {
    const ups = Math.max(0, expansion.split(/\bdirname\b/).length - 2) + expansion.split("..").length - 1;
    return below(folderOf(uri), "../".repeat(ups));
  }
  const [, name, further = ""] = /^["']?\$\{?([A-Za-z_]\w*)\}?((?:\/[\w.-]+)*)["']?$/.exec(expansion) ?? [];
  if (name === undefined || depth > DEEPEST) return undefined;
  const [value, ...others] = [...text.matchAll(new RegExp(`\\b${name}=([^\\n]{1,300})`, "g"))];
  const folder = value?.[1] === undefined || others.length > 0 ? undefined : folderBy(value[1], uri, text, depth + 1);
  return folder === undefined ? undefined : below(folder, further);
}
