import type { CustomSupport, RemovedRole, Role, Stage } from "./catalog.ts";

/*
 * The packed catalog is text in six sections with an empty line between them:
 *   1. a JSON object: format, date, sources;
 *   2. permissions: the common verbs in the order of their symbols; then a line for each neighbouring group of permissions
 *      that share the text before the last dot: a symbol (how many characters to keep of the line before), the rest of
 *      that text, a space, and the verbs in order: symbols of common ones, others spelled out between tildes;
 *   3. runs of equal support: a letter (S T N, Q for `?`; lower case: not usable in deny policies) and a count;
 *   4. roles, tab-separated: name (`roles/` left out, coded like a group above), title, a symbol for stage and kind with
 *      the number of permissions behind it, and the permissions: gap and length of each run of numbers, `$n` for the set of role n, `$?` for not known;
 *   5. removed roles, tab-separated: name, date, title, replacements;
 *   6. names of unlisted roles.
 * Symbols are the printable ASCII characters but `"`, `$`, `\` and the backtick, valued 0 to 89.
 */

/** Stands for permissions that are not known. */
export const UNKNOWN = "$?";

export interface PackedRole {
  readonly role: Role;
  /** Runs still packed, or `$n` for those of role n; `$?` when not known. */
  readonly set: string;
}

export interface Source {
  readonly name: string;
  readonly date: string;
  readonly licence: string;
}

export interface Header {
  readonly format: number;
  /** ISO date of the role crawl. */
  readonly date: string;
  readonly sources: readonly Source[];
}

const STAGES: readonly Stage[] = ["ALPHA", "BETA", "GA", "DEPRECATED"];
const KINDS: readonly Role["kind"][] = ["basic", "predefined", "serviceAgent"];
const SUPPORT: Readonly<Record<string, CustomSupport>> = { S: "S", T: "T", N: "N", Q: "?" };

/** Value of a symbol, from its character code. */
function symbol(code: number): number {
  if (code < 36) return code < 34 ? 0 : code - 34;
  return code < 92 ? code - 35 : code < 96 ? code - 36 : code - 37;
}

export const sectionsOf = (packed: string): readonly string[] => packed.trimEnd().split("\n\n");

/** Keeps the beginning of the line before, as long as the first symbol says. */
const frontDecode = (coded: string, previous: string): string =>
  previous.slice(0, symbol(coded.charCodeAt(0))) + coded.slice(1);

/** All permission names, in alphabetical order. */
export function unpackPermissions(section: string): readonly string[] {
  const [first = "", ...lines] = section.split("\n");
  const common = first.split(" ");
  const names: string[] = [];
  let prefix = "";
  for (const line of lines) {
    const space = line.indexOf(" ");
    prefix = frontDecode(line.slice(0, space), prefix);
    const start = `${prefix}.`;
    for (let at = space + 1; at < line.length; at++) {
      if (line[at] !== "~") {
        names.push(start + common[symbol(line.charCodeAt(at))]);
        continue;
      }
      const end = line.indexOf("~", at + 1);
      if (end < 0) break;
      names.push(start + line.slice(at + 1, end));
      at = end;
    }
  }
  return names;
}

export interface Support {
  readonly custom: CustomSupport;
  readonly deny: boolean;
}

/** Support of each permission, in their order. */
export function unpackSupport(section: string): readonly Support[] {
  const all: Support[] = [];
  for (const [, letter = "", count] of section.matchAll(/([A-Za-z])(\d*)/g)) {
    const upper = letter.toUpperCase();
    const support: Support = { custom: SUPPORT[upper] ?? "?", deny: letter === upper };
    for (let n = count === "" ? 1 : Number(count); n > 0; n--) all.push(support);
  }
  return all;
}

export function unpackRoles(section: string): readonly PackedRole[] {
  let previous = "";
  return section.split("\n").map((line) => {
    const [coded = "", title = "", flags = "", set = ""] = line.split("\t");
    previous = frontDecode(coded, previous);
    const flag = symbol(flags.charCodeAt(0));
    const stage = STAGES[Math.floor(flag / KINDS.length)] ?? "GA";
    const kind = KINDS[flag % KINDS.length] ?? "predefined";
    const size = flags.length === 1 ? undefined : Number(flags.slice(1));
    return { role: { name: `roles/${previous}`, title, stage, kind, size }, set };
  });
}

export const unpackRemoved = (section: string): readonly RemovedRole[] =>
  linesOf(section).map((line) => {
    const [name = "", removed = "", title = "", replacements = ""] = line.split("\t");
    return {
      name: `roles/${name}`,
      removed: removed || undefined,
      title: title || undefined,
      replacements: replacements === "" ? [] : replacements.split(" ").map((role) => `roles/${role}`),
    };
  });

export const linesOf = (section: string): readonly string[] => (section === "" ? [] : section.split("\n"));

/** Runs of permission numbers: start and end (exclusive) of each, ascending and never touching. */
export type Runs = readonly number[];

export function unpackRuns(set: string): Runs {
  const runs: number[] = [];
  let at = 0;
  let next = 0;
  const read = (): number => {
    const lead = symbol(set.charCodeAt(at++));
    if (lead < 70) return lead;
    const digits = lead < 88 ? 1 : lead === 88 ? 2 : 3;
    let value = lead < 88 ? lead - 70 : 0;
    for (let i = 0; i < digits; i++) value = value * 90 + symbol(set.charCodeAt(at++));
    return value + (lead < 88 ? 70 : lead === 88 ? 1690 : 9790);
  };
  while (at < set.length) {
    const start = next + read();
    next = start + read() + 1;
    runs.push(start, next);
  }
  return runs;
}
