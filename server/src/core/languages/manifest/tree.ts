import { literal, type Part } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";

/** How a scalar is written, which decides what a replacement has to escape. */
export type Style = "plain" | "flow" | "single" | "double" | "block" | "json";

interface Placed {
  /** From the first to behind the last character, with quotes and brackets. */
  readonly span: Span;
  /** Aliases and merge keys through which the node was reached; nearest to the reader first. */
  readonly uses: readonly Span[];
}

export interface Scalar extends Placed {
  readonly kind: "scalar";
  readonly style: Style;
  /** The text alone: without quotes, block header and the indentation around it. */
  readonly content: Span;
  readonly parts: readonly Part[];
}

export interface List extends Placed {
  readonly kind: "list";
  readonly items: readonly Node[];
  /** Written in brackets. */
  readonly flow: boolean;
  /** It may hold more than `items`: a template's control lines decide, or an item could not be read. */
  readonly partial: boolean;
  /** A tag of the file's own language: `!reference`. */
  readonly tag?: string;
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node | undefined;
}

export interface Mapping extends Placed {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  readonly flow: boolean;
  /** A template's control lines inside decide what is in it. */
  readonly templated: boolean;
}

/** A document of YAML or JSON, free of its syntax. Aliases are resolved, so a node can have several parents. */
export type Node = Scalar | List | Mapping;

/** Bound of a walk through merge keys: a file cannot make one question expensive. */
const MOST_MERGES = 32;
const MERGE = "<<";

/** The entry of a key: the last one that is written, then what merge keys bring. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== "mapping") return undefined;
  const queue: Mapping[] = [node];
  for (let i = 0; i < queue.length && i < MOST_MERGES; i++) {
    const mapping = queue[i];
    if (mapping === undefined) break;
    const entry = mapping.entries.findLast((own) => own.key === key);
    if (entry !== undefined) return { ...entry, value: through(entry.value, mapping.uses) };
    queue.push(...mergedInto(mapping));
  }
  return undefined;
}

function mergedInto(mapping: Mapping): readonly Mapping[] {
  const sources = mapping.entries.filter(({ key }) => key === MERGE).flatMap(({ value }) => spread(value));
  return sources.slice(0, MOST_MERGES).map((source) => through(source, mapping.uses));
}

const spread = (node: Node | undefined): readonly Mapping[] =>
  (node?.kind === "list" ? itemsOf(node) : [node]).filter((item) => item?.kind === "mapping");

/** The node under a path of keys. */
export function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let current = node;
  for (const key of path) current = entryOf(current, key)?.value;
  return current;
}

/** The items of a list, each knowing through which aliases it was reached; none for another node. */
export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node?.kind === "list" ? node.items.map((item) => through(item, node.uses)) : [];

/** The text of a wholly known scalar. */
export function textAt(node: Node | undefined, ...path: readonly string[]): string | undefined {
  const scalar = at(node, ...path);
  if (scalar?.kind !== "scalar") return undefined;
  let text = "";
  for (const part of scalar.parts) {
    if (part.kind === "reference") return undefined;
    text += part.text;
  }
  return text;
}

/** Whether nothing is written at the place yet. */
export const isEmpty = (scalar: Scalar): boolean => scalar.parts.length === 0;

/** Whether a text is written there, known or not. */
export const isWritten = (node: Node | undefined): node is Scalar => node?.kind === "scalar" && !isEmpty(node);

/** A part of a scalar whose text is written as it is. */
export function stretch(scalar: Scalar, from: number, text: string): Scalar {
  const start = scalar.content.start + from;
  return { ...scalar, parts: [literal(text)], content: { ...scalar.content, start, end: start + text.length } };
}

function through<T extends Node | undefined>(node: T, uses: readonly Span[]): T {
  return node === undefined || uses.length === 0 ? node : { ...node, uses: [...uses, ...node.uses] };
}
