import { type Node as JsonNode, parseTree } from "jsonc-parser";
import { literal } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import type { Source } from "../language.ts";
import { partsOf } from "../manifest/parts.ts";
import { type Masked, mask } from "../manifest/placeholders.ts";
import type { Entry, Node } from "../manifest/tree.ts";

/** No file of interest is deeper; a deeper text costs no more. */
const DEEPEST = 64;
const OPTIONS = { allowTrailingComma: true, allowEmptyContent: true } as const;

const parsed = new WeakMap<Source, { readonly root: Node | undefined }>();

/** The tree of a file, parsed once per version. */
export function treeOf(source: Source): Node | undefined {
  const known = parsed.get(source);
  if (known !== undefined) return known.root;
  const root = read(source);
  parsed.set(source, { root });
  return root;
}

function read({ uri, text }: Source): Node | undefined {
  const masked = mask(text.replace(/^\ufeff/, " "));
  const first = parse(masked.text);
  if (first === undefined) return undefined;
  const root = new Converter(uri, masked).convert(first, 0);
  const next = first.offset + first.length;
  return isLines(masked.text, first.offset, next) ? lines({ uri, text: masked.text }, masked) : root;
}

function parse(text: string): JsonNode | undefined {
  try {
    return parseTree(text, [], OPTIONS);
  } catch {
    return undefined;
  }
}

/** Whether another object begins on the line behind the first one, which is all of its own line. */
const isLines = (text: string, start: number, end: number): boolean =>
  text[start] === "{" && /^[ \t]*\r?\n\s*\{/.test(text.slice(end, end + 200)) && !text.slice(start, end).includes("\n");

/** Objects one a line, as exports are written, as a list of them. */
function lines({ uri, text }: Source, masked: Masked): Node {
  const items: Node[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const tree = parse(text.slice(start, end));
    const item = tree && new Converter(uri, masked, start).convert(tree, 0);
    if (item !== undefined) items.push(item);
    start = end + 1;
  }
  return { kind: "list", items, span: { uri, start: 0, end: text.length }, flow: true, partial: false, uses: [] };
}

/** Turns the parser's nodes into the project's own tree. */
class Converter {
  readonly #uri: string;
  readonly #masked: Masked;
  readonly #base: number;

  /** @param base where the text that was parsed starts in its file. */
  constructor(uri: string, masked: Masked, base = 0) {
    this.#uri = uri;
    this.#masked = masked;
    this.#base = base;
  }

  convert(node: JsonNode, depth: number): Node | undefined {
    if (depth > DEEPEST) return undefined;
    const span = this.#spanOf(node);
    const children = node.children ?? [];
    const templated = this.#masked.controls.length > 0;
    if (node.type === "object") {
      const entries = children.flatMap((property) => this.#entry(property, depth) ?? []);
      return { kind: "mapping", entries, span, flow: true, templated, uses: [] };
    }
    if (node.type === "array") {
      const items = children.flatMap((item) => this.convert(item, depth + 1) ?? []);
      const partial = templated || items.length < children.length;
      return { kind: "list", items, span, flow: true, partial, uses: [] };
    }
    return this.#scalar(node, span);
  }

  #entry({ children }: JsonNode, depth: number): Entry | undefined {
    const [key, value] = children ?? [];
    if (key === undefined) return undefined;
    const keySpan = this.#spanOf(key);
    const isRead = key.value === "version" || String(key.value).includes("/");
    const isWord = value?.type === "number" || value?.type === "boolean";
    const number = isRead && isWord ? this.#number(value) : undefined;
    const converted = value === undefined ? undefined : this.convert(value, depth + 1);
    return { key: String(key.value), keySpan, value: number ?? converted };
  }

  /** Only texts are of interest; a number or a word is none, and `null` is nothing. */
  #scalar(node: JsonNode, span: Span): Node | undefined {
    if (node.type !== "string") return undefined;
    const closed = node.length > 1 && this.#masked.text[span.end - 1] === '"';
    const content = this.#span(span.start + 1, closed ? span.end - 1 : span.end);
    const parts = partsOf(String(node.value), this.#masked, this.#uri, content.start, content.end);
    return { kind: "scalar", style: "json", parts, content, span, uses: [] };
  }

  /** The version of a policy and the values of annotations are all that is read besides texts. */
  #number(node: JsonNode): Node {
    const span = this.#spanOf(node);
    return { kind: "scalar", style: "json", parts: [literal(String(node.value))], content: span, span, uses: [] };
  }

  #spanOf({ offset, length }: JsonNode): Span {
    return this.#span(this.#base + offset, this.#base + offset + length);
  }

  #span(start: number, end: number): Span {
    return { uri: this.#uri, start, end };
  }
}
