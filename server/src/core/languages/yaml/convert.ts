import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from "yaml";
import type { Part } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { leadAt } from "../manifest/layout.ts";
import { partsOf } from "../manifest/parts.ts";
import { FIRST, holdsAny, type Masked } from "../manifest/placeholders.ts";
import type { Entry, List, Mapping, Node, Scalar, Style } from "../manifest/tree.ts";

/** No manifest is deeper; a deeper text costs no more. */
const DEEPEST = 64;
const STYLES: Readonly<Record<string, Style>> = {
  QUOTE_DOUBLE: "double",
  QUOTE_SINGLE: "single",
  BLOCK_FOLDED: "block",
  BLOCK_LITERAL: "block",
};

type Range = readonly [number, number, number];

/** Turns the parser's nodes into the project's own tree, with places in the whole file. */
export class Converter {
  readonly #uri: string;
  readonly #base: number;
  readonly #text: string;
  readonly #masked: Masked;
  readonly #anchors = new Map<string, Node>();

  /** `base`: where `text` starts in its file; `masked`: the same text as it was parsed. */
  constructor(uri: string, base: number, text: string, masked: Masked) {
    this.#uri = uri;
    this.#base = base;
    this.#text = text;
    this.#masked = shifted(masked, base);
  }

  /** `from`: where the node's key ends, for a value; `undefined` where nothing stands and nothing can be written. */
  convert(node: unknown, from?: number, flow = false, depth = 0): Node | undefined {
    if (depth > DEEPEST) return undefined;
    if (isAlias(node)) return this.#alias(node.source, node.range);
    const converted = this.#node(node, from, flow, depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (converted !== undefined && anchor !== undefined) this.#anchors.set(anchor, converted);
    return converted;
  }

  #node(node: unknown, from: number | undefined, flow: boolean, depth: number): Node | undefined {
    if (isScalar(node)) return this.#scalar(node, flow);
    if (isMap(node)) return this.#mapping(node, from, depth);
    if (isSeq(node)) return this.#list(node, from, depth);
    return undefined;
  }

  /** What stands under the anchor now; an anchor that encloses the alias is not known yet. */
  #alias(name: string, range: Range | null | undefined): Node | undefined {
    const node = this.#anchors.get(name);
    if (node === undefined || !range) return undefined;
    return { ...node, uses: [this.#span(range[0], range[1]), ...node.uses] };
  }

  #mapping(map: YAMLMap, from: number | undefined, depth: number): Mapping | undefined {
    if (!map.range) return undefined;
    const flow = map.flow === true;
    const entries = map.items.flatMap((pair) => this.#entry(pair, flow, depth) ?? []);
    const end = flow ? map.range[1] : this.#endOf(entries.at(-1), map.range);
    const templated = this.#isTemplated(from ?? map.range[0], map.range[2]);
    return { kind: "mapping", entries, flow, templated, span: this.#span(map.range[0], end), uses: [] };
  }

  #entry(pair: Pair, flow: boolean, depth: number): Entry | undefined {
    const { key, value } = pair;
    if (!isScalar(key) || !key.range) return undefined;
    const start = this.#lastLine(key.range[0], key.range[1]);
    const quoted = key.type === "QUOTE_DOUBLE" || key.type === "QUOTE_SINGLE";
    const decoded = quoted ? String(key.value) : this.#text.slice(start, key.range[1]).trim();
    const text = decoded.includes(FIRST) ? this.#text.slice(start + 1, key.range[1] - 1) : decoded;
    const keySpan = this.#span(start, key.range[1]);
    return { key: text, keySpan, value: this.convert(value, key.range[1], flow, depth + 1) };
  }

  /** A half-typed line without a colon is read as the start of the next key. */
  #lastLine(start: number, end: number): number {
    const line = this.#text.lastIndexOf("\n", end - 1);
    if (line < start) return start;
    return line + 1 + this.#text.slice(line + 1, end).search(/\S|$/);
  }

  #list(seq: YAMLSeq, from: number | undefined, depth: number): List | undefined {
    if (!seq.range) return undefined;
    const flow = seq.flow === true;
    const items = seq.items.flatMap((item) => this.convert(item, undefined, flow, depth + 1) ?? []);
    const end = flow ? seq.range[1] : this.#endOfItems(items, seq.range[0] + 1);
    const partial = items.length < seq.items.length || this.#isTemplated(from ?? seq.range[0], seq.range[2]);
    const list: List = { kind: "list", items, flow, partial, span: this.#span(seq.range[0], end), uses: [] };
    return seq.tag?.startsWith("!") === true ? { ...list, tag: seq.tag } : list;
  }

  #endOfItems(items: readonly Node[], least: number): number {
    const last = items.at(-1);
    return last === undefined ? least : Math.max(this.#endOfNode(last), least);
  }

  #scalar(scalar: YamlScalar, flow: boolean): Scalar | undefined {
    if (!scalar.range) return undefined;
    const [start, end] = scalar.range;
    const style = STYLES[scalar.type ?? ""] ?? (flow ? "flow" : "plain");
    const decoded = typeof scalar.value === "string" ? scalar.value : (scalar.source ?? "");
    if (style === "block") return this.#block(start, end, decoded);
    if (style === "single" || style === "double") return this.#quoted(style, start, end, decoded);
    if (start === end) return this.#gap(start, style);
    return this.#made(style, start, end, start, end, /^(?:null|~)$/i.test(decoded) ? "" : decoded);
  }

  /** A place where a value is about to be written: behind `key: ` or `- `, or right behind the mark, where it needs a blank. */
  #gap(place: number, style: Style): Scalar | undefined {
    let mark = place;
    while (mark > 0 && isBlank(this.#text[mark - 1])) mark--;
    const isTight = !isBlank(this.#text[mark]);
    const isOpen = style === "plain" && leadAt(this.#text, mark) !== "" && "\r\n".includes(this.#text[mark] ?? "\n");
    if (isTight ? !isOpen : this.#text[mark + 1] === "#") return undefined;
    const at = isTight ? mark : mark + 1;
    return this.#made(style, at, at, at, at, "");
  }

  #block(start: number, end: number, decoded: string): Scalar {
    const line = this.#text.indexOf("\n", start);
    const lines = line < 0 || line > end ? "" : this.#text.slice(line, end);
    const text = lines.trim();
    const from = text === "" ? end : line + lines.indexOf(text);
    const stop = text === "" ? end : from + text.length;
    return this.#made("block", start, stop, from, stop, decoded.replace(/\n+$/, ""));
  }

  /** A quote that is never closed ends with its line. */
  #quoted(style: Style, start: number, end: number, decoded: string): Scalar {
    const closed = end - start > 1 && this.#text[end - 1] === this.#text[start];
    if (closed) return this.#made(style, start, end, start + 1, end - 1, decoded);
    const text = this.#masked.text.slice(start + 1, end).split(/\r?\n/, 1)[0] ?? "";
    const stop = start + 1 + text.length;
    return this.#made(style, start, stop, start + 1, stop, text);
  }

  #made(style: Style, start: number, end: number, from: number, stop: number, decoded: string): Scalar {
    const content = this.#span(from, stop);
    const parts: readonly Part[] = partsOf(decoded, this.#masked, this.#uri, content.start, content.end);
    return { kind: "scalar", style, parts, content, span: this.#span(start, end), uses: [] };
  }

  #isTemplated(start: number, end: number): boolean {
    return holdsAny(this.#masked.controls, this.#base + start, this.#base + end);
  }

  /** Where a block mapping ends whose last entry this is. */
  #endOf(entry: Entry | undefined, range: Range): number {
    if (entry === undefined) return range[1];
    const keyEnd = entry.keySpan.end - this.#base;
    if (entry.value !== undefined) return Math.max(this.#endOfNode(entry.value), keyEnd);
    return this.#text[keyEnd] === ":" && keyEnd < range[1] ? keyEnd + 1 : keyEnd;
  }

  #endOfNode(node: Node): number {
    return (node.uses[0] ?? node.span).end - this.#base;
  }

  #span(start: number, end: number): Span {
    return { uri: this.#uri, start: this.#base + start, end: this.#base + end };
  }
}

const isBlank = (c: string | undefined): boolean => c === " " || c === "\t";

const shifted = (masked: Masked, by: number): Masked =>
  by === 0
    ? masked
    : {
        text: masked.text,
        placeholders: masked.placeholders.map(({ start, end, text }) => ({ start: start + by, end: end + by, text })),
        starts: masked.starts.map((start) => start + by),
        controls: masked.controls.map((control) => control + by),
      };
