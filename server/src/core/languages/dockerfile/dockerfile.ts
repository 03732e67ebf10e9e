import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import { type Line, linesOf } from "../hosted/lines.ts";
import type { Scribe } from "../hosted/transcript.ts";
import { unknownExpansion } from "../hosted/unknown.ts";
import type { Language, Piece } from "../language.ts";
import { type Instruction, instructionsOf } from "./instructions.ts";

/** Dockerfiles: the shell of their instructions. */
export const dockerfile: Language = hosted({
  id: "dockerfile",
  guest: gcloud,
  matches: (uri) => /\/(?:Docker|Container)file(?:\.[^/]*)?$|\.(?:docker|container)file$/i.test(uri),
  comments: { mark: "#", goesOn: /$^/, within: true, first: /^#[ \t]*(?:syntax|escape|check)[ \t]*=/i },
  transcribe,
});

/** Instructions that run a command. */
const RUNNING = new Set(["RUN", "CMD", "ENTRYPOINT"]);
/** Shells of Windows have other quotes and other variables. */
const OTHER_SHELL = /^\s*#\s*escape\s*=\s*`/im;

function transcribe(text: string, piece: Piece, scribe: Scribe): void {
  if (OTHER_SHELL.test(text.slice(piece.start, Math.min(piece.end, piece.start + 400)))) return;
  for (const instruction of instructionsOf(linesOf(text, piece))) {
    const { name, lines } = instruction;
    if (name === "SHELL" && !/sh"/.test(lines[0]?.text ?? "")) return;
    if (RUNNING.has(name)) run(instruction, text, scribe);
    if (name === "ENV" || (name === "ARG" && lines[0]?.text.includes("=")))
      scribe.piece(() => assign(instruction, text, scribe));
  }
}

const FLAG = /^(?:--[a-z][\w-]*(?:=\S*)?[ \t]+(?:\\[ \t]*\r?\n[ \t]*)?)+/;
/** A here-document that is the script itself, with the shell that runs it. */
const SCRIPT = /^<<-?(["']?)\w+\1[ \t]*(?:(?:\/\S*\/)?(?:ba|da|k|z)?sh(?:[ \t]+-\S+)*)?[ \t]*$/;

function run(instruction: Instruction, text: string, scribe: Scribe): void {
  const { lines, documents } = instruction;
  const start = instruction.start + (FLAG.exec(text.slice(instruction.start, lines.at(-1)?.end))?.[0].length ?? 0);
  const [document, ...others] = documents;
  const command = text.slice(start, lines.at(-1)?.end).trimEnd();
  scribe.piece(() => {
    if (document !== undefined && others.length === 0 && SCRIPT.test(command)) {
      if (!isOther(document.lines)) for (const line of document.lines) scribe.copy(line.start, line.end);
    } else if (command.startsWith("[")) words(start, start + command.length, text, scribe);
    else {
      copyLines(lines, start, scribe);
      for (const { lines: body, closing } of documents)
        for (const line of [...body, ...(closing ? [closing] : [])]) scribe.copy(line.start, line.end);
    }
  });
}

/** A script of another interpreter. */
const isOther = ([first]: readonly Line[]): boolean =>
  first?.text.startsWith("#!") === true && !/sh\b/.test(first.text);

/** The lines with blanks behind their marks of going on left out: to the shell these would end the command. */
function copyLines(lines: readonly Line[], start: number, scribe: Scribe): void {
  for (const line of lines) {
    const written = /^(.*\\)[ \t]+$/.exec(line.text)?.[1];
    const from = Math.max(start, line.start);
    if (written === undefined) scribe.copy(from, line.end);
    else {
      scribe.copy(from, line.start + written.length);
      scribe.copy(line.start + line.text.length, line.end);
    }
  }
}

/** The strings of a list as words. A variable in them is not replaced; it stays unknown all the same. */
function words(start: number, end: number, text: string, scribe: Scribe): void {
  for (const { 0: word, index } of text.slice(start, end).matchAll(/"(?:[^"\\\n]|\\.)*"/g)) {
    const at = start + index;
    if (index > 1) scribe.add(" ");
    if (/^"[\w@%+=:,./-]+"$/.test(word)) scribe.copy(at + 1, at + word.length - 1);
    else if (!/[`$!]/.test(word)) scribe.copy(at, at + word.length);
    else scribe.put(`"${unknownExpansion("word")}"`, at, at + word.length);
  }
}

/** `ENV NAME=word NAME=word` as assignments; `ENV NAME some words` as one, if its words mean themselves in quotes. */
function assign({ lines, start, name }: Instruction, text: string, scribe: Scribe): void {
  const end = lines.at(-1)?.end ?? start;
  const old = name === "ENV" ? /^([A-Za-z_]\w*)[ \t]+(?=[^\s=])/.exec(text.slice(start, end)) : null;
  if (old === null) {
    copyLines(lines, start, scribe);
    return;
  }
  const value = text.slice(start + old[0].length, end).trimEnd();
  const isPlain = !/["'\\`\n]/.test(value);
  if (!isPlain) scribe.add("let ");
  scribe.copy(start, start + (old[1]?.length ?? 0));
  if (!isPlain) return;
  scribe.add('="');
  scribe.copy(start + old[0].length, start + old[0].length + value.length);
  scribe.add('"');
}
