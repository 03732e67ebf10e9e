import type { DoubleQuotedChild, HereDoc, ParameterOperation, Word as SyntaxWord, WordPart } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import type { Block } from "./block.ts";
import { type Expansion, HOLE, type Quote, type Run, type Segment, type Word } from "./word.ts";

/** Longer words are data that some script carries along; splitting them into parts takes too long. */
const LONGEST_WORD = 16_384;

/** @param text the document, not masked. */
export function decodeWord(node: SyntaxWord, text: string, block: Block): Word {
  return plainWord(node, text, block) ?? decodedWord(node, text, block);
}

/** A word without anything that the shell replaces or takes away, as most are. */
function plainWord({ pos: start, end, parts }: SyntaxWord, text: string, block: Block): Word | undefined {
  if (parts !== undefined || end - start > LONGEST_WORD) return undefined;
  const own = text.slice(start, end);
  if (own === "" || own.includes("\\")) return undefined;
  const runs: readonly Run[] = [{ from: 0, to: own.length, start, end }];
  const segments: readonly Segment[] = [{ quote: "", open: start, close: end, start, end }];
  return { start, end, text: own, runs, expansions: NO_EXPANSIONS, segments, block };
}

function decodedWord(node: SyntaxWord, text: string, block: Block): Word {
  const decoder = new Decoder(text);
  const range = { start: node.pos, end: node.end };
  if (node.end - node.pos > LONGEST_WORD) {
    decoder.hole({ form: "other", name: "" }, false, range, range);
    decoder.bare(range);
  } else if (node.parts === undefined) {
    decoder.literal(range, "");
    decoder.bare(range);
  } else {
    for (const part of node.parts) decoder.part(part);
  }
  return decoder.word(range, block);
}

/** The body of a here-document, as the shell hands it on. */
export function decodeDocument({ body, delimiter }: HereDoc, text: string, block: Block): Word {
  const decoder = new Decoder(text);
  const range = { start: body.pos, end: body.end };
  if (body.end - body.pos > LONGEST_WORD) decoder.hole({ form: "other", name: "" }, true, range, range);
  else decoder.document(range, delimiter?.quoted === true ? undefined : body.parts);
  return decoder.word(range, block);
}

const BACKSLASH = 92;
const NO_EXPANSIONS: Word["expansions"] = new Map();

type Replaced = Pick<Expansion, "form" | "name">;

class Decoder {
  readonly #source: string;
  #text = "";
  readonly #runs: Run[] = [];
  #expansions: Map<number, Expansion> | undefined;
  readonly #segments: Segment[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  word({ start, end }: Stretch, block: Block): Word {
    return {
      start,
      end,
      text: this.#text,
      runs: this.#runs,
      expansions: this.#expansions ?? NO_EXPANSIONS,
      segments: this.#segments,
      block,
    };
  }

  part(part: WordPart, quoted = false): void {
    const range = { start: part.pos, end: part.end };
    switch (part.type) {
      case "SingleQuoted":
        this.#verbatim(this.#quoted("'", range));
        break;
      case "AnsiCQuoted":
        this.#ansi(part.value, this.#quoted("$'", range));
        break;
      case "DoubleQuoted":
      case "LocaleString":
        this.#quoted(part.type === "DoubleQuoted" ? '"' : '$"', range);
        for (const child of part.parts) this.#child(child, true);
        break;
      case "Glob":
      case "ExtendedGlob":
        this.literal(range, "");
        this.bare(range);
        break;
      case "BraceExpansion":
      case "ProcessSubstitution": {
        const form = part.type === "BraceExpansion" ? "braces" : "other";
        this.hole({ form, name: "" }, false, range, range);
        this.bare(range);
        break;
      }
      default:
        this.#child(part, quoted);
        this.bare(range);
    }
  }

  /** @param parts what the shell replaces and what stands between; none where it replaces nothing. */
  document(range: Stretch, parts: readonly WordPart[] | undefined): void {
    const { start, end } = range;
    if (parts === undefined) this.#verbatim(range);
    for (const part of parts ?? []) {
      if (part.type === "Literal") this.literal({ start: part.pos, end: part.end }, '"');
      else this.part(part, true);
    }
    this.#segments.length = 0;
    this.#segments.push({ quote: parts === undefined ? "<<'" : "<<", open: start, close: end, start, end });
  }

  #child(part: DoubleQuotedChild, quoted: boolean): void {
    const range = { start: part.pos, end: part.end };
    const { start, end } = range;
    switch (part.type) {
      case "Literal":
        this.literal(range, quoted ? '"' : "");
        break;
      case "SimpleExpansion":
        this.#variable({ start: start + 1, end }, range, quoted);
        break;
      case "ParameterExpansion": {
        const inner = { start: start + 2, end: Math.max(start + 2, end - 1) };
        if (part.operation === undefined || !isChecked(part.operation)) this.#variable(inner, range, quoted, part);
        else this.#variable({ start: part.parameterPos, end: part.parameterEnd }, range, quoted);
        break;
      }
      case "CommandExpansion": {
        const opening = part.text.startsWith("`") ? 1 : 2;
        const inner = { start: start + opening, end: Math.max(start + opening, end - 1) };
        this.hole({ form: "other", name: "" }, quoted, inner, range, part);
        break;
      }
      case "ArithmeticExpansion":
        this.hole({ form: "other", name: "" }, quoted, range, range);
        break;
    }
  }

  #variable(inner: Stretch, range: Stretch, quoted: boolean, node?: Expansion["node"]): void {
    this.hole(parameter(this.#source.slice(inner.start, inner.end)), quoted, inner, range, node);
  }

  /** @param inner the expansion without the marks around it. */
  hole(
    { form, name }: Replaced,
    quoted: boolean,
    inner: Stretch,
    { start, end }: Stretch,
    node?: Expansion["node"],
  ): void {
    const text = this.#source.slice(inner.start, inner.end).trim();
    this.#expansions ??= new Map();
    this.#expansions.set(this.#text.length, { form, name, text, start, end, quoted, node });
    this.#push(HOLE, start, end);
  }

  /** Literal text with escapes: a backslash quotes anything outside of quotes, and `$`, `` ` ``, `"` and itself inside. */
  literal({ start, end }: Stretch, quote: "" | '"'): void {
    let copied = start;
    for (let at = this.#backslash(start, end); at < end; ) {
      const escaped = escapeAt(this.#source, at, end, quote);
      if (escaped !== undefined) {
        this.#verbatim({ start: copied, end: at });
        copied = at + escaped.length;
        this.#push(escaped.text, at, copied);
      }
      at = this.#backslash(at + (escaped?.length ?? 1), end);
    }
    this.#verbatim({ start: copied, end });
  }

  #backslash(from: number, end: number): number {
    for (let at = from; at < end; at++) if (this.#source.charCodeAt(at) === BACKSLASH) return at;
    return end;
  }

  #verbatim({ start, end }: Stretch): void {
    this.#push(this.#source.slice(start, end), start, end);
  }

  /** The places of characters behind an escape are near, not exact. */
  #ansi(value: string, { start, end }: Stretch): void {
    this.#push(value, start, end);
  }

  #push(text: string, start: number, end: number): void {
    if (text === "") return;
    const from = this.#text.length;
    this.#text += text;
    this.#runs.push({ from, to: from + text.length, start, end });
  }

  /** Parts without quotes next to each other are one segment. */
  bare({ start, end }: Stretch): void {
    const last = this.#segments.at(-1);
    const joined = last?.quote === "" && last.close === start ? this.#segments.pop() : undefined;
    const open = joined?.open ?? start;
    this.#segments.push({ quote: "", open, close: end, start: open, end });
  }

  /** The range between the quotes; the closing one is missing where it was never written. */
  #quoted(quote: Quote, { start: open, end: close }: Stretch): Stretch {
    const start = open + quote.length;
    const isClosed = close > start && this.#source[close - 1] === this.#source[start - 1];
    const inner = { start, end: isClosed ? close - 1 : close };
    this.#segments.push({ quote, open, close, ...inner });
    return inner;
  }
}

/** `${NAME:?message}` and `${NAME:-}`: the variable, or nothing at all. */
const isChecked = (operation: ParameterOperation): boolean =>
  operation.type === "Default" &&
  (/\?$/.test(operation.operator) || (/-$/.test(operation.operator) && operation.operand.text === ""));

/** All arguments, or all of an array, or those from a place on. */
const LIST = /^(?:[@*]|[A-Za-z_]\w*\[[@*]\])(?::[ \t]*\d.*)?$/;

/** The keys of an array. */
const KEYS = /^!([A-Za-z_]\w*)\[[@*]\]$/;

/** What the inside of `${…}` names. */
function parameter(inner: string): Replaced {
  const name = /^[A-Za-z_]\w*/.exec(inner)?.[0] ?? "";
  if (name !== "" && name === inner) return { form: "variable", name };
  if (/^\d+$/.test(inner)) return { form: "positional", name: inner };
  const keyed = inner.startsWith("!") ? KEYS.exec(inner)?.[1] : undefined;
  if (keyed !== undefined) return { form: "list", name: keyed };
  return { form: LIST.test(inner) ? "list" : "other", name };
}

/** What a backslash and the characters behind it mean, and how many they are; none when the backslash means itself. */
function escapeAt(
  source: string,
  at: number,
  end: number,
  quote: "" | '"',
): { readonly text: string; readonly length: number } | undefined {
  const next = source.charAt(at + 1);
  if (at + 1 >= end) return undefined;
  if (next === "\n") return { text: "", length: 2 };
  if (next === "\r" && source[at + 2] === "\n") return { text: "", length: 3 };
  return quote === "" || /[$`"\\]/.test(next) ? { text: next, length: 2 } : undefined;
}
