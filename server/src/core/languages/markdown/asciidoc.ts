import { linesOf } from "../hosted/lines.ts";
import type { Language } from "../language.ts";
import type { Fence } from "./fences.ts";
import { prose } from "./prose.ts";

const SOURCE = /^\[(?:source)?(?:%\w+)*,[ \t]*([\w+-]+)/;
const TITLE = /^\.[^. ]/;
const DELIMITER = /^(?:-{4,}|\.{4,}|`{3,})([\w+-]*)[ \t]*$/;

/** Blocks of code of AsciiDoc. */
export const asciidoc: Language = prose({
  id: "asciidoc",
  matches: (uri) => /\.(?:adoc|asciidoc|asc)$/i.test(uri),
  mayHaveBlocks: (text) => text.includes("----") || text.includes("....") || text.includes("```"),
  blocksIn(text) {
    const blocks: Fence[] = [];
    let info = "";
    let open: { readonly mark: string; readonly info: string; readonly start: number } | undefined;
    for (const line of linesOf(text, { start: 0, end: text.length })) {
      const delimiter = DELIMITER.exec(line.text);
      if (open !== undefined) {
        if (line.text.trimEnd() !== open.mark) continue;
        blocks.push({ info: open.info, start: open.start, end: line.start, quotes: 0 });
        open = undefined;
        info = "";
      } else if (delimiter !== null) {
        const word = delimiter[1] ?? "";
        open = {
          mark: line.text.trimEnd().slice(0, line.text.trimEnd().length - word.length),
          info: word || info,
          start: line.end,
        };
      } else if (!TITLE.test(line.text)) info = SOURCE.exec(line.text)?.[1]?.toLowerCase() ?? "";
    }
    if (open !== undefined) blocks.push({ info: open.info, start: open.start, end: text.length, quotes: 0 });
    return blocks;
  },
});
