import type { Stretch } from "../../model/placeholders.ts";
import type { Span } from "../../text/span.ts";

/** Where the places of one document are to go, and the text that stands there. */
export interface Relocation {
  readonly uri: string;
  /** Another document, where they go to one. */
  readonly to?: string;
  readonly move?: (stretch: Stretch) => Stretch;
  readonly text: string;
}

/** Facts, values or a change with all places of one document moved; what is one object stays one object. */
export function relocated<T>(data: T, relocation: Relocation): T {
  return new Relocator(relocation).moved(data) as T;
}

class Relocator {
  readonly #relocation: Relocation;
  readonly #done = new Map<object, unknown>();

  constructor(relocation: Relocation) {
    this.#relocation = relocation;
  }

  moved(data: unknown): unknown {
    if (typeof data !== "object" || data === null) return data;
    const done = this.#done.get(data);
    if (done !== undefined) return done;
    const moved = Array.isArray(data) ? data.map((item) => this.moved(item)) : this.#object(data);
    this.#done.set(data, moved);
    return moved;
  }

  #object(data: object): object {
    if (isSpan(data)) return this.#span(data);
    const entries = Object.entries(data).map(([key, value]) => [key, this.moved(value)]);
    const moved = Object.fromEntries(entries) as { written?: unknown; span?: unknown };
    return typeof moved.written === "string" ? { ...moved, written: this.#written(moved.span) } : moved;
  }

  #span(span: Span): Span {
    const { uri, to = uri, move } = this.#relocation;
    return span.uri === uri ? { ...span, ...move?.(span), uri: to } : span;
  }

  /** How a value is written where it stands now. */
  #written(span: unknown): string | undefined {
    const { text, uri, to = uri } = this.#relocation;
    const isHere = typeof span === "object" && span !== null && isSpan(span) && span.uri === to;
    return isHere ? text.slice(span.start, span.end) : undefined;
  }
}

const isSpan = (data: object): data is Span =>
  "uri" in data && "start" in data && "end" in data && typeof data.start === "number" && typeof data.end === "number";
