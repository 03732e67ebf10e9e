/** A fenced block of a Markdown suite. */
export interface Block {
  /** The words behind the fence: language first, then flags. */
  readonly info: readonly string[];
  /** The path in backticks that stands on its own line before the block; empty when there is none. */
  readonly path: string;
  /** The block's lines, each with its line end. */
  readonly body: string;
  /** Offsets of the body in the suite's text. */
  readonly start: number;
  readonly end: number;
}

/** One case of a suite: what stands under a heading. */
export interface Case {
  readonly name: string;
  readonly blocks: readonly Block[];
  /** Offset behind the case's last character. */
  readonly end: number;
}

const LINE = /[^\n]*\n|[^\n]+$/g;
const FENCE = /^(`{3,})((?!`)[^\n]*)\n?$/;

interface Open {
  readonly fence: string;
  readonly info: readonly string[];
  readonly start: number;
}

/**
 * Reads a suite: a heading of level two or deeper opens a case, a line with only a path in backticks names the next block.
 * A longer fence holds a body that has fences itself.
 */
export function readCases(markdown: string): readonly Case[] {
  const cases: { name: string; blocks: Block[]; start: number }[] = [];
  let open: Open | undefined;
  let path = "";
  for (const { 0: line, index } of markdown.matchAll(LINE)) {
    const current = cases.at(-1);
    const fence = FENCE.exec(line);
    if (open !== undefined) {
      if (line.trimEnd() !== open.fence) continue;
      current?.blocks.push({ ...open, path, body: markdown.slice(open.start, index), end: index });
      open = undefined;
      path = "";
    } else if (fence?.[1] !== undefined) {
      open = { fence: fence[1], info: (fence[2] ?? "").trim().split(/\s+/), start: index + line.length };
    } else if (/^##+ /.test(line)) {
      cases.push({ name: line.replace(/^#+ /, "").trim(), blocks: [], start: index });
    } else {
      path = /^`([^`\n]+)`\s*$/.exec(line)?.[1] ?? path;
    }
  }
  return cases.map(({ name, blocks }, i) => ({ name, blocks, end: cases[i + 1]?.start ?? markdown.length }));
}

/**
 * The text of a file block. Flags: `crlf` ends lines with CR LF, `bom` puts a byte order mark first, `open` drops the last line end
 * (a document that stops in the middle of a line).
 */
export function fileText({ info, body }: Block): string {
  const closed = info.includes("open") ? body.replace(/\n$/, "") : body;
  const ended = info.includes("crlf") ? closed.replaceAll("\n", "\r\n") : closed;
  return info.includes("bom") ? `\ufeff${ended}` : ended;
}
