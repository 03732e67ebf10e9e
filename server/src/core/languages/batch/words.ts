import type { Scribe } from "../hosted/transcript.ts";
import { behindPlaceholder, unknownExpansion } from "../hosted/unknown.ts";
import { nameOf } from "./loops.ts";

/** What is written, how far, and how it is quoted in the transcript. */
export interface Stretch {
  readonly text: string;
  readonly end: number;
  readonly scribe: Scribe;
  /** Variables by their name in small letters, as they were first spelled: case makes no difference. */
  readonly spelled: ReadonlyMap<string, string>;
  /** The quotes around it. */
  readonly quote: "" | '"';
  /** What ends it outside of quotes. */
  readonly stops: RegExp;
  /** Variables of the loops around it. */
  readonly loopVariables: ReadonlySet<string>;
}

const VARIABLE = /%([A-Za-z_]\w*)%|%%~?([A-Za-z])(?!\w)|%%~?\w+|%~?[\w*]+|!([A-Za-z_]\w*)!/y;

/** Writes a stretch of a command as the shell would read it; the answer is where it ends. */
export function copyText(from: number, stretch: Stretch): number {
  const { text, end, scribe, stops } = stretch;
  let inQuotes = false;
  for (let at = from; at < end; ) {
    const char = text.charAt(at);
    if (inQuotes ? /[\r\n]/.test(char) : stops.test(char)) return at;
    if (char === '"' && text[at - 1] !== "\\") {
      inQuotes = !inQuotes;
      if (stretch.quote === '"') scribe.put('\\"', at, ++at);
      else scribe.copy(at, ++at);
      continue;
    }
    const next = copyOne(char, at, stretch, inQuotes || stretch.quote === '"');
    if (next > at) at = next;
    else scribe.copy(at, ++at);
  }
  return end;
}

function copyOne(char: string, at: number, stretch: Stretch, inQuotes: boolean): number {
  const { text, end, scribe, spelled, loopVariables } = stretch;
  const put = (written: string, to: number): number => {
    scribe.put(written, at, to);
    return to;
  };
  if (char === "%" || char === "!") {
    VARIABLE.lastIndex = at;
    const [whole, plain, ofLoop, delayed] = VARIABLE.exec(text) ?? [];
    if (whole !== undefined && ofLoop !== undefined && loopVariables.has(ofLoop))
      return put(`\${${nameOf(ofLoop)}}`, at + whole.length);
    if (whole === undefined || at + whole.length > end) return at;
    const name = plain ?? delayed;
    return put(
      name === undefined ? unknownExpansion("parameter") : `\${${spelled.get(name.toLowerCase()) ?? name}}`,
      at + whole.length,
    );
  }
  if (char === "^" && !inQuotes) return copyCaret(at, text, end, scribe);
  const behind = char === "<" ? behindPlaceholder(text, at) : at;
  if (behind > at) {
    scribe.copy(at, behind);
    return behind;
  }
  if (char === "\\" && text[at + 1] === '"') return put('\\"', at + 2);
  return (inQuotes ? /[$`\\]/ : /[$`\\'*?~;{#]/).test(char) ? put(`\\${char}`, at + 1) : at;
}

/** A line goes on behind a caret; any other character behind it means itself. */
function copyCaret(at: number, text: string, end: number, scribe: Scribe): number {
  const lineEnd = /^\^\r?\n/.exec(text.slice(at, at + 3))?.[0].length ?? 0;
  const to = Math.min(end, at + (lineEnd || 2));
  scribe.put("\\", at, at + 1);
  scribe.copy(at + 1, to);
  return to;
}
