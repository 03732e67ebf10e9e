import type { Template, TemplateText } from "./tree.ts";

const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))|([$%])\4\{/g;
const SIMPLE: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
const DOUBLED = /([$%])\1\{/g;

/** The text that a part of a template stands for, escapes and a flush heredoc's indentation resolved. */
export function decodeText(source: string, template: Template, part: TemplateText): string {
  const raw = source.slice(part.start, part.end);
  if (template.form === "quoted") return decodeQuoted(raw);
  const text = template.form === "flush" ? withoutIndent(source, template, part) : raw;
  return text.replace(DOUBLED, "$1{");
}

function decodeQuoted(raw: string): string {
  if (!/[\\$%]/.test(raw)) return raw;
  return raw.replace(ESCAPE, (_, short?: string, long?: string, char?: string, mark?: string) => {
    if (mark !== undefined) return `${mark}{`;
    if (char !== undefined) return SIMPLE[char] ?? char;
    const code = Number.parseInt(short ?? long ?? "0", 16);
    return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  });
}

/** A flush heredoc loses the indentation that all its lines share. */
function withoutIndent(source: string, template: Template, part: TemplateText): string {
  const { start, end } = template.inner;
  const indent = sharedIndent(source.slice(start, end));
  const raw = source.slice(part.start, part.end);
  if (indent === 0) return raw;
  const startsLine = part.start === start || source.charAt(part.start - 1) === "\n";
  return raw.replace(/(\n|^)[ \t]*/g, (blanks: string, lineEnd: string, offset: number) =>
    offset === 0 && lineEnd === "" && !startsLine ? blanks : lineEnd + blanks.slice(lineEnd.length + indent),
  );
}

function sharedIndent(text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (const line of text.split("\n")) {
    if (line.trim() !== "") least = Math.min(least, line.length - line.trimStart().length);
  }
  return Number.isFinite(least) ? least : 0;
}

/** Writes text for the inside of a quoted string. */
export const encodeText = (text: string): string =>
  text
    .replace(/["\\]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[$%](?=\{)/g, "$&$&");
