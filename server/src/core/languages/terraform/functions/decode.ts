import { displayParts, joinLiterals, literal, type Part } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import type { Node, Entry as NodeEntry, Scalar } from "../../manifest/tree.ts";
import { rootOf } from "../../yaml/parse.ts";
import { eitherOf } from "../either.ts";
import type { Env } from "../env.ts";
import { type Content, type Entry, type Folded, knownText, mapTexts, type Text } from "../folded.ts";
import type { Expression } from "../hcl/tree.ts";
import { asItStands, type CarriedOut, carriedOut, type Mark } from "./carried-out.ts";
import { textOf } from "./texts.ts";

type Fold = (expression: Expression, env: Env) => Folded;

export type Format = "json" | "yaml";

/** The value that a document holds; every text stands where it is written in it. `undefined` for one that cannot be read. */
export function decoded(content: Content, format: Format, call: Span, fold: Fold): Folded | undefined {
  const { source, template, isLoose } = content;
  const document = template && documentOf(source, template, fold);
  const folded = whole(document?.source ?? source, format);
  if (folded === undefined) return undefined;
  const filled = document === undefined ? folded : new Filling(document, fold).fill(folded);
  return isLoose ? mapTexts(filled, (text) => ({ ...text, span: call })) : filled;
}

const documentOf = (source: Source, { tree, env }: NonNullable<Content["template"]>, fold: Fold): CarriedOut =>
  tree.parts.some(({ kind }) => kind === "directive")
    ? carriedOut(source, tree, env, fold)
    : asItStands(source, tree, env);

const read = new WeakMap<Source, Map<Format, Folded | undefined>>();

function whole(source: Source, format: Format): Folded | undefined {
  const known = read.get(source) ?? new Map<Format, Folded | undefined>();
  read.set(source, known);
  if (!known.has(format)) {
    const root = format === "json" ? treeOf(source) : rootOf(source);
    known.set(format, root && foldNode(root, format));
  }
  return known.get(format);
}

function foldNode(node: Node, format: Format): Folded {
  switch (node.kind) {
    case "scalar":
      return node.parts.length === 0 && isBare(node) ? { kind: "null" } : textAt(node.content, node.parts, node.uses);
    case "list":
      return { kind: "sequence", items: node.items.map((item) => foldNode(item, format)), complete: !node.partial };
    case "mapping": {
      const own = node.entries.filter(({ key }) => key !== MERGE).map((entry) => foldEntry(entry, format));
      const merged = node.entries.filter(({ key }) => key === MERGE).flatMap(({ value }) => mergedFrom(value, format));
      const names = new Set(own.map(({ key }) => knownText(key)));
      const further = merged.filter(({ key }) => !names.has(knownText(key)));
      return { kind: "mapping", entries: [...own, ...further], complete: !node.templated };
    }
  }
}

const MERGE = "<<";

function mergedFrom(node: Node | undefined, format: Format): readonly Entry[] {
  const maps = node?.kind === "list" ? node.items : [node];
  return maps.flatMap((map) => (map?.kind === "mapping" ? entriesOf(foldNode(map, format)) : []));
}

const entriesOf = (folded: Folded): readonly Entry[] => (folded.kind === "mapping" ? folded.entries : []);

const isBare = ({ style }: Scalar): boolean => style === "plain" || style === "flow";

function foldEntry({ key, keySpan, value }: NodeEntry, format: Format): Entry {
  const { start, end } = keySpan;
  const place = end - start === key.length + 2 ? { ...keySpan, start: start + 1, end: end - 1 } : keySpan;
  return {
    key: textOf(key, place),
    value: value === undefined ? valueLeftOut(keySpan, format) : foldNode(value, format),
  };
}

/** What stands behind a key without a text, list or map: in JSON a number or a word, in YAML nothing. */
const valueLeftOut = (span: Span, format: Format): Folded =>
  format === "yaml" ? { kind: "null" } : textAt(span, [{ kind: "reference", text: "…", span }], []);

const textAt = (span: Span, parts: readonly Part[], uses: readonly Span[]): Text => ({
  ...textOf("", span),
  parts,
  uses,
});

/** Puts the values of a template's names into a document that was read around its marks. */
class Filling {
  readonly #document: CarriedOut;
  readonly #fold: Fold;

  constructor(document: CarriedOut, fold: Fold) {
    this.#document = document;
    this.#fold = fold;
  }

  fill(folded: Folded): Folded {
    const { hasDoubt } = this.#document;
    switch (folded.kind) {
      case "text":
        return this.#filled(folded);
      case "sequence":
        return {
          ...folded,
          items: folded.items.map((item) => this.fill(item)),
          complete: folded.complete && !hasDoubt,
        };
      case "mapping": {
        const entries = folded.entries.map(({ key, value }) => ({ key: this.#key(key), value: this.fill(value) }));
        return { ...folded, entries: hasDoubt ? merged(entries) : entries, complete: folded.complete && !hasDoubt };
      }
      default:
        return folded;
    }
  }

  /** A text that is nothing but one mark is what stands in the mark. */
  #filled(text: Text): Folded {
    const [first, ...rest] = text.parts;
    const placed = this.#placed(text);
    const only = rest.length === 0 && first !== undefined ? this.#valueOf(first) : undefined;
    if (only?.kind === "text" && only.encoded !== undefined) return only.encoded;
    if (only?.kind === "text") return this.#marked({ ...only, uses: [placed.span, ...only.uses] }, text);
    const parts = text.parts.flatMap((part): readonly Part[] => {
      const value = this.#valueOf(part);
      return value?.kind === "text" && value.encoded === undefined ? value.parts : [this.#placedPart(part)];
    });
    return { ...placed, parts: joinLiterals(parts) };
  }

  /** A key, in which marks are not told apart when a document is read. */
  #key(key: Text): Text {
    const { source, marks } = this.#document;
    const { start, end } = key.span;
    const parts: Part[] = [];
    let at = start;
    for (let offset = source.text.indexOf("$", start); offset >= 0 && offset < end; ) {
      const mark = marks.get(offset);
      if (mark !== undefined) {
        const value = this.#meaningOf(mark);
        if (value?.kind !== "text" || value.encoded !== undefined) return this.#placed(key);
        parts.push(literal(source.text.slice(at, offset)), ...value.parts);
        at = mark.end;
      }
      offset = source.text.indexOf("$", Math.max(at, offset + 1));
    }
    if (parts.length === 0) return this.#placed(key);
    const whole = [...parts, literal(source.text.slice(at, end))].filter(({ text }) => text !== "");
    return this.#placed({ ...key, parts: joinLiterals(whole) });
  }

  /** A text of the document where it is written. */
  #placed(text: Text): Text {
    const { placeOf } = this.#document;
    const parts = text.parts.map((part) => this.#placedPart(part));
    return this.#marked({ ...text, parts, span: placeOf(text.span), uses: text.uses.map(placeOf) }, text);
  }

  #placedPart(part: Part): Part {
    if (part.kind === "literal" || part.target !== undefined) return part;
    const { marks, placeOf } = this.#document;
    const meaning = marks.get(part.span.start)?.meaning;
    if (meaning !== undefined && "reference" in meaning) return meaning.reference;
    return { ...part, span: placeOf(part.span) };
  }

  #marked(text: Text, { span }: Text): Text {
    return this.#document.isDoubtful(span.start) ? { ...text, maybe: true } : text;
  }

  #valueOf(part: Part): Folded | undefined {
    const mark = part.kind === "reference" ? this.#document.marks.get(part.span.start) : undefined;
    return mark && this.#meaningOf(mark);
  }

  #meaningOf({ meaning }: Mark): Folded | undefined {
    return "reference" in meaning ? undefined : this.#fold(meaning.expression, { ...meaning.env, defaults: false });
  }
}

/** Entries of which several may be there under one key, by conditions that are not known. */
function merged(entries: readonly Entry[]): readonly Entry[] {
  const byKey = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = displayParts(entry.key.parts);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [entry]);
    else same.push(entry);
  }
  return [...byKey.values()].flatMap(([first, ...others]): readonly Entry[] => {
    if (first === undefined) return [];
    const value = others.length === 0 ? first.value : eitherOf([first, ...others].map((one) => one.value));
    return [{ key: first.key, value: value ?? first.value }];
  });
}
