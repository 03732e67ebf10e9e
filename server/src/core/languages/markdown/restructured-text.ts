import { type Line, linesOf } from "../hosted/lines.ts";
import type { Language } from "../language.ts";
import type { Fence } from "./fences.ts";
import { prose } from "./prose.ts";

const DIRECTIVE = /^([ \t]*)\.\.[ \t]+(?:code-block|code|sourcecode|prompt)::[ \t]*([\w+-]*)/;
/** A paragraph that announces a block of unknown language. */
const LITERAL = /^([ \t]*)(?!\.\.[ \t]).*::[ \t]*$/;
const OPTION = /^[ \t]+:[\w-]+:/;

/** Blocks of code of reStructuredText. */
export const restructuredText: Language = prose({
  id: "restructuredtext",
  matches: (uri) => /\.rst$/i.test(uri),
  mayHaveBlocks: (text) => text.includes("::"),
  blocksIn(text) {
    const blocks: Fence[] = [];
    const lines = linesOf(text, { start: 0, end: text.length });
    for (let i = 0; i < lines.length; ) {
      const line = lines[i]?.text ?? "";
      const [, indent, word = ""] = DIRECTIVE.exec(line) ?? LITERAL.exec(line) ?? [];
      const block = indent === undefined ? undefined : blockAt(lines, i + 1, indent.length, word.toLowerCase());
      if (block !== undefined) blocks.push(block);
      for (i++; block !== undefined && (lines[i]?.end ?? Number.POSITIVE_INFINITY) <= block.end; ) i++;
    }
    return blocks;
  },
});

/** The lines that are indented deeper than what announces them. */
function blockAt(lines: readonly Line[], from: number, indent: number, info: string): Fence | undefined {
  let first = from;
  while (OPTION.test(lines[first]?.text ?? "") || lines[first]?.text.trim() === "") first++;
  let last: Line | undefined;
  for (let i = first; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || line.text.trim() === "") continue;
    if ((/^[ \t]*/.exec(line.text)?.[0].length ?? 0) <= indent) break;
    last = line;
  }
  const start = lines[first]?.start;
  return start === undefined || last === undefined ? undefined : { info, start, end: last.end, quotes: 0 };
}
