import { Scribe, type Transcript } from "../hosted/transcript.ts";
import { ScriptWriter } from "../powershell/script.ts";
import type { Copied } from "./scalar-text.ts";

/** A stretch that stands somewhere in the document, or words that only the shell needs. */
type Stretch = Copied | { readonly text: string; readonly start?: undefined; readonly end?: undefined };

/** What a script of PowerShell says in the language of the shell, with the places of the script. */
export function powershellText(script: readonly Copied[]): readonly Stretch[] {
  const text = script.map((one) => one.text).join("");
  const scribe = new Scribe(text);
  new ScriptWriter(text, { start: 0, end: text.length }, scribe).write();
  return placed(scribe.transcript(), script);
}

function placed({ text, runs }: Transcript, script: readonly Copied[]): readonly Stretch[] {
  const out: Stretch[] = [];
  let at = 0;
  for (const { from, to, start, end } of runs) {
    if (from > at) out.push({ text: text.slice(at, from) });
    const pieces = within(script, start, end);
    if (to - from === end - start) out.push(...saying(text.slice(from, to), pieces));
    else out.push({ text: text.slice(from, to), start: pieces[0]?.start ?? 0, end: pieces.at(-1)?.end ?? 0 });
    at = to;
  }
  return [...out, { text: text.slice(at) }];
}

/** A text, character by character where stretches of the same length stand. */
function saying(text: string, pieces: readonly Copied[]): readonly Copied[] {
  let at = 0;
  return pieces.map((piece) => {
    const said = text.slice(at, at + piece.text.length);
    at += piece.text.length;
    return { ...piece, text: said };
  });
}

/** The stretches of a script between two offsets of its text, cut there. */
function within(script: readonly Copied[], start: number, end: number): readonly Copied[] {
  const found: Copied[] = [];
  let at = 0;
  for (const one of script) {
    const from = Math.max(start, at) - at;
    const to = Math.min(end, at + one.text.length) - at;
    const isEven = one.text.length === one.end - one.start;
    if (from < to)
      found.push({
        text: one.text.slice(from, to),
        start: isEven ? one.start + from : one.start,
        end: isEven ? one.start + to : one.end,
      });
    at += one.text.length;
    if (at >= end) break;
  }
  return found;
}
