import type { Attribute, Block, Body, Label, Range } from "./tree.ts";

/** Expressions that stand for the same text as an earlier one, at another place. */
const origins = new WeakMap<object, object>();

/** The node as it was first read: the same one for as long as its text does not change, wherever it stands. */
export const asWritten = <T extends object>(node: T): T =>
  ((node instanceof MovedBlock ? node.origin : origins.get(node)) as T | undefined) ?? node;

/** An item of a tree at another place. What a block holds is moved when it is asked for. */
export function movedItem(item: Attribute | Block, by: number): Attribute | Block {
  const origin = asWritten(item);
  const distance = item.start - origin.start + by;
  if (distance === 0) return origin;
  if (origin.kind === "block") return new MovedBlock(origin, distance);
  const made = movedAttribute(origin, distance);
  origins.set(made, origin);
  return made;
}

function movedAttribute(origin: Attribute, by: number): Attribute {
  const made = movedNode(origin, by);
  origins.set(made.value, asWritten(origin.value));
  return made;
}

class MovedBlock implements Block {
  readonly kind = "block";
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nameEnd: number;
  readonly #origin: Block;
  readonly #by: number;
  #labels: readonly Label[] | undefined;
  #body: Body | undefined;

  constructor(origin: Block, by: number) {
    this.start = origin.start + by;
    this.end = origin.end + by;
    this.name = origin.name;
    this.nameEnd = origin.nameEnd + by;
    this.#origin = origin;
    this.#by = by;
  }

  /** As it was first read. */
  get origin(): Block {
    return this.#origin;
  }

  get labels(): readonly Label[] {
    const by = this.#by;
    this.#labels ??= this.#origin.labels.map(({ text, start, end }) => ({ text, start: start + by, end: end + by }));
    return this.#labels;
  }

  get body(): Body {
    this.#body ??= movedBody(this.#origin.body, this.#by);
    return this.#body;
  }
}

function movedBody(body: Body, by: number): Body {
  const items = body.items.map((item) => (item.kind === "block" ? movedNode(item, by) : movedAttribute(item, by)));
  return { start: body.start + by, end: body.end + by, items, closed: body.closed };
}

/** A deep copy: every number in a tree is an offset. */
export const movedNode = <T extends Range>(node: T, by: number): T => copy(node, by) as T;

function copy(data: unknown, by: number): unknown {
  if (typeof data === "number") return data + by;
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((one) => copy(one, by));
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) made[key] = copy(value, by);
  return made;
}
