import type { Quote } from "../shell/word.ts";

/** A piece of a word to be written: literal text, or what the shell is to replace (`$SA`), as it is written. */
export type Piece = { readonly text: string } | { readonly expansion: string };

/** Characters that mean themselves outside of quotes. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]*$/;

/** Whether the pieces mean themselves without quotes. */
export const isPlain = (pieces: readonly Piece[]): boolean =>
  pieces.every((piece) => "text" in piece && PLAIN.test(piece.text));

/** Whether the pieces can be written inside of such quotes. */
export function fits(pieces: readonly Piece[], quote: Quote): boolean {
  if (quote === "" || quote === "<<'") return isPlain(pieces);
  if (quote === "<<") return pieces.every((piece) => "expansion" in piece || PLAIN.test(piece.text));
  if (quote === '"' || quote === '$"') return true;
  if (pieces.some((piece) => "expansion" in piece)) return false;
  return quote === "$'" || pieces.every((piece) => "text" in piece && !piece.text.includes("'"));
}

/** The pieces as they are written inside of such quotes, without the quotes; they must fit. */
export function inside(pieces: readonly Piece[], quote: Quote): string {
  const written = pieces.map((piece, i) =>
    "text" in piece ? escaped(piece.text, quote) : delimited(piece.expansion, pieces[i + 1]),
  );
  return written.join("");
}

function escaped(text: string, quote: Quote): string {
  if (quote === '"' || quote === '$"') return text.replace(/[\\$`"]/g, "\\$&");
  return quote === "$'" ? text.replace(/[\\']/g, "\\$&") : text;
}

/** `$NAME` must not run into the text behind it. */
function delimited(expansion: string, next: Piece | undefined): string {
  const runsOn = next !== undefined && "text" in next && /^[A-Za-z0-9_[]/.test(next.text);
  return runsOn && /^\$[A-Za-z_]\w*$/.test(expansion) ? `\${${expansion.slice(1)}}` : expansion;
}

/** The pieces as a word, in the quotes that are asked for or, where these cannot hold them, in double quotes. */
export function quoted(pieces: readonly Piece[], wanted: Quote): string {
  const quote = fits(pieces, wanted) ? wanted : '"';
  return `${quote}${inside(pieces, quote)}${quote.slice(-1)}`;
}
