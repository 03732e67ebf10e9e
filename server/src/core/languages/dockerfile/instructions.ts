import type { Line } from "../hosted/lines.ts";

/** An instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  /** Where its arguments begin. */
  readonly start: number;
  /** Lines of the instruction without comments and empty lines; the first one holds the name. */
  readonly lines: readonly Line[];
  /** Here-documents behind it, in order. */
  readonly documents: readonly HereDocument[];
}

export interface HereDocument {
  /** The mark that asks for it, in the instruction's lines. */
  readonly mark: string;
  readonly lines: readonly Line[];
  /** The line that ends it; absent where the text ends before. */
  readonly closing: Line | undefined;
}

const HEAD = /^[ \t]*(?:ONBUILD[ \t]+)?([A-Za-z]+)[ \t]+/i;
const LEFT_OUT = /^[ \t]*(?:#|$)/;
const GOES_ON = /\\[ \t]*$/;
const MARK = /<<-?(["']?)([A-Za-z_]\w*)\1/g;
/** Instructions that may have here-documents. */
const WITH_DOCUMENTS = new Set(["RUN", "COPY", "ADD"]);

/** Splits the lines of a Dockerfile into its instructions. Source: the reference of Dockerfiles. */
export function instructionsOf(lines: readonly Line[]): readonly Instruction[] {
  const found: Instruction[] = [];
  for (let i = 0; i < lines.length; ) {
    const { taken, instruction } = instructionAt(lines, i);
    if (instruction !== undefined) found.push(instruction);
    i += taken;
  }
  return found;
}

function instructionAt(
  lines: readonly Line[],
  index: number,
): { readonly taken: number; readonly instruction: Instruction | undefined } {
  const first = lines[index];
  const head = first === undefined || LEFT_OUT.test(first.text) ? null : HEAD.exec(first.text);
  if (first === undefined || head === null) return { taken: 1, instruction: undefined };
  const own: Line[] = [first];
  let next = index + 1;
  for (let last = first; GOES_ON.test(last.text); next++) {
    const line = lines[next];
    if (line === undefined) break;
    if (LEFT_OUT.test(line.text)) continue;
    own.push(line);
    last = line;
  }
  const name = head[1]?.toUpperCase() ?? "";
  const documents = WITH_DOCUMENTS.has(name) ? documentsAt(own, lines, next) : [];
  const behind = documents.reduce((sum, one) => sum + one.lines.length + (one.closing === undefined ? 0 : 1), 0);
  const instruction = { name, start: first.start + head[0].length, lines: own, documents };
  return { taken: next - index + behind, instruction };
}

function documentsAt(own: readonly Line[], lines: readonly Line[], from: number): readonly HereDocument[] {
  let at = from;
  const marks = own.flatMap(({ text }) => [...text.matchAll(MARK)]);
  return marks.map(([mark, , name]) => {
    const isEnd = (line: Line | undefined) =>
      (mark.startsWith("<<-") ? line?.text.replace(/^\t+/, "") : line?.text) === name;
    const first = at;
    while (at < lines.length && !isEnd(lines[at])) at++;
    const closing = lines[at];
    return { mark, lines: lines.slice(first, at++), closing };
  });
}
