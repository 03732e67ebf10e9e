import { joinLiterals, type Part } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import type { Node, Entry as NodeEntry, Scalar } from "../../manifest/tree.ts";
import { rootOf } from "../../yaml/parse.ts";
import type { Env } from "../env.ts";
import { type Content, type Entry, type Folded, knownText, mapTexts, type Text } from "../folded.ts";
import type { Expression, Template } from "../hcl/tree.ts";
import { textOf } from "./texts.ts";

type Fold = (expression: Expression, env: Env) => Folded;

export type Format = "json" | "yaml";

/** The value that a document holds; every text stands where it is written in it. `undefined` for one that cannot be read. */
export function decoded(content: Content, format: Format, call: Span, fold: Fold): Folded | undefined {
  const { source, template, isLoose } = content;
  const folded = whole(source, format);
  if (folded === undefined) return undefined;
  const filled = template === undefined ? folded : new Filling(template.tree, template.env, fold).fill(folded);
  return isLoose ? mapTexts(filled, (text) => ({ ...text, span: call })) : filled;
}

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
  readonly #marks: ReadonlyMap<number, Expression>;
  readonly #env: Env;
  readonly #fold: Fold;

  constructor({ parts }: Template, env: Env, fold: Fold) {
    const marks = parts.flatMap((part) =>
      part.kind === "interpolation" ? [[part.start, part.expression] as const] : [],
    );
    this.#marks = new Map(marks);
    this.#env = env;
    this.#fold = fold;
  }

  fill(folded: Folded): Folded {
    switch (folded.kind) {
      case "text":
        return this.#filled(folded);
      case "sequence":
        return { ...folded, items: folded.items.map((item) => this.fill(item)) };
      case "mapping":
        return { ...folded, entries: folded.entries.map(({ key, value }) => ({ key, value: this.fill(value) })) };
      default:
        return folded;
    }
  }

  /** A text that is nothing but one mark is what stands in the mark. */
  #filled(text: Text): Folded {
    const [first, ...rest] = text.parts;
    const only = rest.length === 0 && first !== undefined ? this.#valueOf(first) : undefined;
    if (only?.kind === "text" && only.encoded !== undefined) return only.encoded;
    if (only?.kind === "text") return { ...only, uses: [text.span, ...only.uses] };
    const parts = text.parts.flatMap((part): readonly Part[] => {
      const value = this.#valueOf(part);
      return value?.kind === "text" && value.encoded === undefined ? value.parts : [part];
    });
    return { ...text, parts: joinLiterals(parts) };
  }

  #valueOf(part: Part): Folded | undefined {
    const mark = part.kind === "reference" ? this.#marks.get(part.span.start) : undefined;
    return mark && this.#fold(mark, { ...this.#env, defaults: false });
  }
}
