import type { Slot, Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { withWritten } from "../written.ts";
import { withDefaults } from "./env.ts";
import { type Env, fold, spanOf, unknown } from "./fold.ts";
import { type Folded, optionsOf, type Text, toValue } from "./folded.ts";
import type { Attribute, Block } from "./hcl/tree.ts";
import { attributeOf, type Declaration } from "./module.ts";
import { addressOf } from "./target.ts";

/** Slots in which a variable's default is worth following: a wrong literal there can be pointed at. */
const FOLLOWED: ReadonlySet<Slot> = new Set(["role", "member", "permission"]);

/** What an argument may be; not sure when it is one of several, or only under a condition. */
export interface Choices {
  readonly values: readonly Value[];
  readonly isSure: boolean;
}

/** Reads the arguments of one block in one environment, and notes every value that it makes. */
export class Reader {
  readonly env: Env;
  readonly #made: Value[];
  readonly #block: Block;

  constructor(block: Block, env: Env, made: Value[]) {
    this.#block = block;
    this.env = env;
    this.#made = made;
  }

  /** The same, for a block inside. */
  of(block: Block, env: Env = this.env): Reader {
    return new Reader(block, env, this.#made);
  }

  get block(): Block {
    return this.#block;
  }

  span(range: { readonly start: number; readonly end: number } = this.#block): Span {
    return spanOf(this.env, range);
  }

  /** The value of an argument; `undefined` when it is absent, null, half-typed or no single value. */
  value(name: string, slot: Slot, resourceType?: string): Value | undefined {
    const attribute = attributeOf(this.#block, name);
    return attribute && this.valueAt(attribute, slot, resourceType);
  }

  /** One of several values is one that is not known. */
  valueAt({ value }: Attribute, slot: Slot, resourceType?: string): Value | undefined {
    if (value.kind === "missing") this.make(emptyText(this.span(value)), slot, resourceType);
    return this.#single(value, this.fold(value, slot), slot, resourceType);
  }

  #single(value: Attribute["value"], folded: Folded, slot: Slot, resourceType: string | undefined): Value | undefined {
    if (folded.kind === "either") return this.make(unknown(value, this.env), slot, resourceType);
    return folded.kind === "text" ? this.make(folded, slot, resourceType) : undefined;
  }

  /** The values that an argument may have: one, or one for each way that conditions may turn out. */
  choices(name: string, slot: Slot, resourceType?: string): Choices {
    const attribute = attributeOf(this.#block, name);
    if (attribute === undefined) return { values: [], isSure: true };
    const folded = attribute.value.kind === "missing" ? undefined : this.fold(attribute.value, slot);
    if (folded?.kind !== "either") {
      const value =
        folded === undefined
          ? this.valueAt(attribute, slot, resourceType)
          : this.#single(attribute.value, folded, slot, resourceType);
      const isSure = !(folded?.kind === "text" && folded.maybe === true);
      return { values: value === undefined ? [] : [value], isSure };
    }
    const texts = folded.options.filter((option): option is Text => option.kind === "text");
    return { values: texts.map((text) => this.make(text, slot, resourceType)), isSure: false };
  }

  /** The items of a list argument, and whether these are all. */
  list(name: string, slot: Slot): { readonly values: readonly Value[]; readonly complete: boolean } {
    const attribute = attributeOf(this.#block, name);
    if (attribute === undefined) return { values: [], complete: true };
    const folded = this.fold(attribute.value, slot);
    if (folded.kind === "null") return { values: [], complete: attribute.value.kind !== "missing" };
    return this.listOf(folded, slot);
  }

  /** The items of a list, and whether these are all. */
  listOf(folded: Folded, slot: Slot): { readonly values: readonly Value[]; readonly complete: boolean } {
    const items = folded.kind === "sequence" ? folded.items.flatMap(optionsOf) : optionsOf(folded);
    const isList = folded.kind === "sequence" && folded.complete;
    const texts = items.filter(
      (item): item is Text => item.kind === "text" && (folded.kind === "sequence" || isLiteral(item)),
    );
    const isWhole = isList && texts.length === folded.items.length;
    const complete = isWhole && texts.every((text) => !text.isDefault && text.maybe !== true);
    return { values: texts.map((text) => this.make(text, slot)), complete };
  }

  fold(expression: Attribute["value"], slot: Slot): Folded {
    return fold(expression, withDefaults(this.env, FOLLOWED.has(slot)));
  }

  make(text: Text, slot: Slot, resourceType?: string): Value {
    const value = withWritten(toValue(text, slot, resourceType), this.env.source);
    this.#made.push(value);
    return value;
  }
}

const emptyText = (span: Span): Text => ({ kind: "text", parts: [], span, uses: [], isDefault: false });

const isLiteral = (text: Text): boolean => text.parts.some((part) => part.kind === "literal");

/** What all facts say about the block that states them. */
export function statementOf({ source, block, name }: Declaration, env: Env, instance = "") {
  const { scope, prefix = "" } = env.module;
  const named = name + instance;
  const head = { uri: source.uri, start: block.start, end: block.labels.at(-1)?.end ?? block.nameEnd };
  const isNamed = block.labels.length > 1;
  return {
    span: { uri: source.uri, start: block.start, end: block.end },
    head,
    source: prefix + named,
    scope,
    ...(isNamed ? { address: addressOf(scope, named) } : {}),
  };
}
