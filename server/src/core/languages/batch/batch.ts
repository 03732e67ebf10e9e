import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import { type Line, linesOf } from "../hosted/lines.ts";
import type { Scribe } from "../hosted/transcript.ts";
import type { Language, Piece } from "../language.ts";
import { type Loop, loopsAt, loopsIn, within } from "./loops.ts";
import { copyText } from "./words.ts";

/** gcloud commands in batch files of Windows. */
export const batch: Language = hosted({
  id: "batch",
  guest: gcloud,
  matches: (uri) => /\.(?:bat|cmd)$/i.test(uri),
  comments: { mark: "REM", goesOn: /\^\r?\n$/, first: /^@echo[ \t]+off/i },
  transcribe,
  encode: (written) =>
    written.includes("%") ? undefined : written.replace(/\\(?=\r?\n)/g, "^").replace(/\$\{(\w+)\}/g, "%$1%"),
});

const NONE: ReadonlySet<string> = new Set();
const COMMENT = /^[ \t]*@?(?:rem\b|::)/i;
const COMMAND = /(?:^|[&|(]|\b(?:do|else)\b)[ \t]*(?:@|[`'])?[ \t]*(?:call[ \t]+)?(gcloud)(?:\.cmd)?(?=[ \t^])/gi;
const SET = /^@?set[ \t]+("?)([A-Za-z_]\w*)=(.*?)\1[ \t]*$/i;
const ANY_SET = /\bset[ \t]+(?:\/\w[ \t]+)?"?([A-Za-z_]\w*)=/gi;

function transcribe(text: string, piece: Piece, scribe: Scribe): void {
  const counts = new Map<string, number>();
  for (const [, name = ""] of text.matchAll(ANY_SET))
    counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  const spelled = new Map<string, string>();
  const loops = loopsIn(text);
  let end = piece.start;
  for (const line of linesOf(text, piece)) {
    if (line.start < end || COMMENT.test(line.text)) continue;
    const [, , name] = SET.exec(line.text) ?? [];
    if (name !== undefined)
      scribe.piece(() => define(line, text, scribe, counts.get(name.toLowerCase()) === 1, spelled));
    else
      for (const match of line.text.matchAll(COMMAND))
        if (line.start + match.index >= end) end = command(line, match, { text, piece, scribe, spelled, loops });
  }
}

function define(
  { start, text: line }: Line,
  text: string,
  scribe: Scribe,
  isSure: boolean,
  spelled: Map<string, string>,
): void {
  const [, , name = "", value = ""] = SET.exec(line) ?? [];
  spelled.set(name.toLowerCase(), name);
  const at = start + line.indexOf(name, line.search(/set/i) + 3);
  if (!isSure) scribe.add("let ");
  scribe.copy(at, at + name.length);
  if (!isSure) return;
  const from = at + name.length + 1;
  scribe.add('="');
  copyText(from, { text, end: from + value.length, scribe, spelled, quote: '"', stops: /[\r\n]/, loopVariables: NONE });
  scribe.add('"');
}

interface Writing {
  readonly text: string;
  readonly piece: Piece;
  readonly scribe: Scribe;
  readonly spelled: ReadonlyMap<string, string>;
  readonly loops: readonly Loop[];
}

/** Writes a command with the loops around it; the answer is where it ends. */
function command({ start }: Line, { 0: whole, 1: name = "", index }: RegExpExecArray, writing: Writing): number {
  const { text, piece, scribe, spelled, loops } = writing;
  const at = start + index + whole.indexOf(name);
  const around = loopsAt(loops, at);
  const variables = new Set(around.map(({ variable }) => variable));
  const before = text.charAt(at - 1);
  const stops = before === "'" || before === "`" ? new RegExp(`[\\r\\n${before}]`) : /[\r\n&|>)]/;
  const copy = (from: number, end: number, stop: RegExp, loopVariables: ReadonlySet<string>): number =>
    copyText(from, { text, end, scribe, spelled, quote: "", stops: stop, loopVariables });
  let end = start;
  scribe.piece(() =>
    within(
      around,
      scribe,
      (from, to) => copy(from, to, /[\r\n]/, NONE),
      () => {
        scribe.put("gcloud", at, at + name.length);
        end = copy(start + index + whole.length, piece.end, stops, variables);
      },
    ),
  );
  return end;
}
