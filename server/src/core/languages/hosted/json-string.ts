import type { Scribe } from "./transcript.ts";

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/g;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** Writes what a string of JSON says; the stretch is the inside of its quotes. */
export function copyJsonString(text: string, start: number, end: number, scribe: Scribe): void {
  let at = start;
  for (const { 0: written, index } of text.slice(start, end).matchAll(ESCAPE)) {
    const hit = start + index;
    scribe.copy(at, hit);
    at = hit + written.length;
    scribe.put(meantBy(written), hit, at);
  }
  scribe.copy(at, end);
}

function meantBy(written: string): string {
  const mark = written.charAt(1);
  if (mark === "u" && written.length === 6) return String.fromCharCode(Number.parseInt(written.slice(2), 16));
  return ESCAPED[mark] ?? mark;
}

/** A text as the inside of a string of JSON; `undefined` for one of several lines, which nobody would want to read there. */
export const toJsonString = (text: string): string | undefined =>
  /[\r\n]/.test(text) ? undefined : JSON.stringify(text).slice(1, -1);
