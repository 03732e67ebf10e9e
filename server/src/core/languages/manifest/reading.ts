import type { Condition, Fact, Flaw, Repair } from "../../model/facts.ts";
import { type Stretch, withPlaceholders } from "../../model/placeholders.ts";
import { displayParts, type Part, type Slot, type Target, type Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import type { Extraction, Source } from "../language.ts";
import { withWritten } from "../written.ts";
import { at, type Entry, isEmpty, itemsOf, type List, type Node, type Scalar } from "./tree.ts";

/** Slots that hover and completion serve. */
const SERVED: ReadonlySet<Slot> = new Set(["role", "member", "permission", "account", "condition"]);
/** Aliases can name one list many times; no real file comes near. */
const MOST_VALUES = 100_000;

/** What has been read from one document so far. */
export class Reading {
  readonly facts: Fact[] = [];
  readonly values: Value[] = [];
  /** By default the folder of the document: manifests in it refer to each other by name. */
  readonly scope: string;

  readonly #source: Pick<Source, "uri" | "text">;
  readonly #targetOf: (expression: string) => Target | undefined;

  /** @param targetOf what an expression of the document names, where it has expressions of its own. */
  constructor(
    source: Pick<Source, "uri" | "text">,
    targetOf: (expression: string) => Target | undefined = nothing,
    scope = source.uri.slice(0, source.uri.lastIndexOf("/")),
  ) {
    this.#source = source;
    this.#targetOf = targetOf;
    this.scope = scope;
  }

  get uri(): string {
    return this.#source.uri;
  }

  get isFull(): boolean {
    return this.values.length >= MOST_VALUES;
  }

  /** The value of a scalar. An empty one is noted as a place to fill, but is no value of a fact. */
  value(node: Node | undefined, slot: Slot, resourceType?: string): Value | undefined {
    if (node?.kind !== "scalar") return undefined;
    const plain: Value = {
      slot,
      span: node.content,
      parts: this.#partsOf(node, slot),
      ...(node.uses.length > 0 ? { uses: node.uses } : {}),
      ...(resourceType === undefined ? {} : { resourceType }),
    };
    const value = withWritten(plain, this.#source);
    this.#note(value);
    return isEmpty(node) ? undefined : value;
  }

  /** The value of a scalar that names a declared object of this folder, in the namespace that is told. */
  reference(
    node: Node | undefined,
    slot: Slot,
    kind: string,
    attribute: string,
    namespace?: string,
  ): Value | undefined {
    if (node?.kind !== "scalar" || isEmpty(node)) return undefined;
    const text = `${kind}/${writtenText(node)}`;
    const address = namespace === undefined ? text : `${kind}/${namespace}/${writtenText(node)}`;
    const target = { address: this.addressOf(address), attribute };
    const uses = node.uses.length > 0 ? { uses: node.uses } : {};
    const value: Value = {
      slot,
      span: node.content,
      parts: [{ kind: "reference", text, span: node.content, target }],
      ...uses,
    };
    this.#note(value);
    return value;
  }

  addressOf(name: string): string {
    return `${this.scope}#${name}`;
  }

  /** The values of a list's items. */
  list(node: Node | undefined, slot: Slot): readonly Value[] {
    return itemsOf(node).flatMap((item) => (this.isFull ? [] : (this.value(item, slot) ?? [])));
  }

  get text(): string {
    return this.#source.text;
  }

  /** Notes that a statement breaks its own form. */
  flaw(
    flaw: string,
    place: Span,
    statement: Pick<Flaw, "span" | "head" | "source">,
    words: Flaw["words"] = {},
    repairs: readonly Repair[] = [],
  ): void {
    this.facts.push({ kind: "flaw", flaw, at: place, ...statement, scope: this.scope, words, repairs });
  }

  condition(node: Node | undefined): Condition | undefined {
    if (node?.kind !== "mapping") return undefined;
    return {
      span: node.span,
      ...optional("title", this.value(at(node, "title"), "text")),
      ...optional("description", this.value(at(node, "description"), "text")),
      ...optional("expression", this.value(at(node, "expression"), "condition")),
    };
  }

  /** With what documentation leaves to be filled in, where names stand. */
  #partsOf({ parts, content }: Scalar, slot: Slot): readonly Part[] {
    const written = this.text.slice(content.start, content.end);
    let from = 0;
    return parts.flatMap((part) => {
      if (part.kind === "reference") {
        from = Math.max(0, part.span.end - content.start);
        return [this.#aimed(part)];
      }
      if (slot === "text" || slot === "condition") return [part];
      const at = written.indexOf(part.text, from);
      if (at >= 0) from = at + part.text.length;
      const base = content.start + at;
      const spanOf = ({ start, end }: Stretch): Span =>
        at < 0 ? content : { ...content, start: base + start, end: base + end };
      return withPlaceholders(part.text, spanOf, "data");
    });
  }

  #aimed(part: Part): Part {
    if (part.kind === "literal") return part;
    const target = this.#targetOf(part.text);
    return target === undefined ? part : { ...part, target };
  }

  #note(value: Value): void {
    if (SERVED.has(value.slot) && !this.isFull) this.values.push(value);
  }
}

const nothing = (): undefined => undefined;

/** A property that is only there when it has a value. */
export const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };

/** The text of a scalar with its placeholders as `${…}`. */
export const writtenText = (scalar: Scalar): string => displayParts(scalar.parts);

/** Whether the list stands there and shows all its items. */
export const isWhole = (list: Node | undefined, reading: Reading): list is List =>
  list?.kind === "list" && !list.partial && !reading.isFull;

/** The words `key: value` of an entry; of an alias, its name. */
export const entrySpan = ({ keySpan, value }: Entry): Span => ({
  ...keySpan,
  end: Math.max(keySpan.end, (value?.uses[0] ?? value?.span ?? keySpan).end),
});

/** What several documents say together; values are put together when they are asked for. */
export function joined(extractions: readonly Extraction[]): Extraction {
  const said: Fact[] = [];
  for (const { facts } of extractions) for (const fact of facts) said.push(fact);
  return {
    facts: said,
    get values() {
      return extractions.flatMap(({ values }) => values);
    },
  };
}
