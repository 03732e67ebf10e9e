import type { Command as SyntaxCommand, Word as SyntaxWord } from "unbash";
import type { Block } from "./block.ts";
import type { Feed } from "./feed.ts";
import { cut, type Fragment, textOf } from "./word.ts";

/** A `read` of a line into variables. */
export interface Read {
  readonly feed: Feed;
  readonly names: readonly string[];
  /** Whether one variable gets all fields, as an array. */
  readonly isArray: boolean;
  /** What separates fields, where the command sets it. */
  readonly separators: SyntaxWord | undefined;
  /** Whether a backslash means itself. */
  readonly isRaw: boolean;
  /** Whether it reads line after line, as the condition of a loop. */
  readonly loops: boolean;
  /** Whether it reads word by word, wherever the lines end. */
  readonly isOfWords?: boolean;
  readonly at: number;
  readonly block: Block;
}

/** Options of `read` with a value. */
const VALUED = /^-[a-z]*[pntN]$/;
const UNREAD = /^-[a-zA-Z]*[diu]/;
const NAME = /^[A-Za-z_]\w*$/;

/** `undefined` where the command reads in a way that is not followed. */
export function readOf(node: SyntaxCommand, feed: Feed, loops: boolean, block: Block): Read | undefined {
  const words = node.suffix.flatMap((part) => (part.type === "Word" ? [part.text] : []));
  const names: string[] = [];
  let isArray = false;
  let isRaw = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (UNREAD.test(word)) return undefined;
    if (!word.startsWith("-")) names.push(word);
    else if (VALUED.test(word)) i++;
    isRaw ||= /^-[a-z]*r/.test(word);
    isArray ||= /^-[a-z]*a$/.test(word);
  }
  const [setting, ...more] = node.prefix.flatMap((part) => (part.type === "Assignment" ? [part] : []));
  if (names.length === 0 || !names.every((name) => NAME.test(name)) || more.length > 0) return undefined;
  if (setting !== undefined && (setting.name !== "IFS" || setting.value.type !== "Word")) return undefined;
  const separators = setting?.value.type === "Word" ? setting.value : undefined;
  return { feed, names, isArray, separators, isRaw, loops, at: node.pos, block };
}

/** What separates words when nothing else is said. */
export const WHITE_SPACE = " \t\n";

const inClass = (characters: string): string => characters.replace(/[\\\]^-]/g, "\\$&");

/**
 * The fields of a line, by the separators of the shell: white space among them counts once, and not at the ends.
 * @param most the last field holds the rest of the line.
 */
export function fieldsOf(line: Fragment, separators: string, most = Number.POSITIVE_INFINITY): readonly Fragment[] {
  const white = [...separators].filter((one) => WHITE_SPACE.includes(one)).join("");
  const others = [...separators].filter((one) => !WHITE_SPACE.includes(one)).join("");
  const text = textOf(line);
  const lead = white === "" ? 0 : (new RegExp(`^[${inClass(white)}]*`).exec(text)?.[0].length ?? 0);
  let end = text.length;
  while (end > lead && white.includes(text.charAt(end - 1))) end--;
  if (lead >= end) return [];
  const fields: Fragment[] = [];
  let at = lead;
  for (const { index, length } of separatorsIn(text.slice(0, end), white, others)) {
    if (fields.length + 1 >= most) break;
    if (index < at) continue;
    fields.push(cut(line, line.from + at, line.from + index));
    at = index + length;
  }
  return [...fields, cut(line, line.from + at, line.from + end)];
}

interface Separator {
  readonly index: number;
  readonly length: number;
}

function separatorsIn(text: string, white: string, others: string): readonly Separator[] {
  const space = white === "" ? "" : `[${inClass(white)}]`;
  const mark = others === "" ? "" : `[${inClass(others)}]`;
  const pattern =
    mark === ""
      ? space === ""
        ? undefined
        : `${space}+`
      : space === ""
        ? mark
        : `${space}*${mark}${space}*|${space}+`;
  if (pattern === undefined) return [];
  return [...text.matchAll(new RegExp(pattern, "g"))].map(({ 0: found, index }) => ({ index, length: found.length }));
}

/** The lines of a text, by what ends them, without those that are left out. */
export function linesOf(text: Fragment, end: string, leftOut: RegExp): readonly Fragment[] {
  const lines: Fragment[] = [];
  let at = text.from;
  for (const line of textOf(text).split(end)) {
    if (!leftOut.test(line)) lines.push(cut(text, at, at + line.length));
    at += line.length + end.length;
  }
  return lines;
}
