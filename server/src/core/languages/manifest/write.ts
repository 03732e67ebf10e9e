import type { Part } from "../../model/value.ts";
import type { Source } from "../language.ts";
import type { Style } from "./tree.ts";

/**
 * Writes a text in a style: what to put between the quotes of a quoted one; for a plain one the text itself, or in quotes where it needs
 * them. Placeholders are copied from the document; `undefined` when one is not of this document.
 */
export function write(parts: readonly Part[], style: Style, source: Source): string | undefined {
  const plain = style === "plain" || style === "flow";
  const quoted = plain && needsQuotes(sampleOf(parts), style);
  const encode = quoted ? ENCODERS.double : ENCODERS[style];
  const pieces: string[] = [];
  for (const part of parts) {
    const piece = part.kind === "literal" ? encode(part.text) : copied(part.span, source);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return quoted ? `"${pieces.join("")}"` : pieces.join("");
}

/** Like `write`, with the quotes that the style has. */
export function writeWhole(parts: readonly Part[], style: Style, source: Source): string | undefined {
  const text = write(parts, style, source);
  return text === undefined ? undefined : `${QUOTES[style] ?? ""}${text}${QUOTES[style] ?? ""}`;
}

const QUOTES: Readonly<Partial<Record<Style, string>>> = { single: "'", double: '"', json: '"' };

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
const same = (text: string): string => text;

const ENCODERS: Readonly<Record<Style, (text: string) => string>> = {
  plain: same,
  flow: same,
  block: same,
  single: (text) => text.replaceAll("'", "''"),
  double: escaped,
  json: escaped,
};

/** A text as it stands inside of a scalar of that style. */
export const encode = (text: string, style: Style): string => ENCODERS[style](text);

function copied({ uri, start, end }: { uri: string; start: number; end: number }, source: Source): string | undefined {
  return uri === source.uri && end > start ? source.text.slice(start, end) : undefined;
}

const sampleOf = (parts: readonly Part[]): string =>
  parts.map((part) => (part.kind === "literal" ? part.text : "x")).join("");

const NOT_PLAIN =
  /^$|^\s|\s$|^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^---|:(?:\s|$)|\s#|[\r\n\t]|^(?:null|~|true|false|yes|no|on|off)$|^[-+.]?\d[\d.e+_-]*$/i;

/** Whether YAML would read a plain text as something else. */
export const needsQuotes = (text: string, style: Style): boolean =>
  NOT_PLAIN.test(text) || (style === "flow" && /[,[\]{}]/.test(text));
