import type { Stretch } from "../../model/placeholders.ts";
import type { Span } from "../../text/span.ts";

/** Where the places of one document are to go. */
export interface Relocation {
  readonly uri: string;
  readonly place: (stretch: Stretch) => Span;
  /** The text of a document that places go to; `undefined` of any other. */
  readonly textOf: (uri: string) => string | undefined;
}

/** To places of one document. */
export const to = (
  uri: string,
  text: string,
  move: (stretch: Stretch) => Stretch = (stretch) => stretch,
): Omit<Relocation, "uri"> => ({
  place: ({ start, end }) => ({ uri, ...move({ start, end }) }),
  textOf: (other) => (other === uri ? text : undefined),
});

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
    const { uri, place } = this.#relocation;
    return span.uri === uri ? { ...span, ...place(span) } : span;
  }

  /** How a value is written where it stands now. */
  #written(span: unknown): string | undefined {
    if (typeof span !== "object" || span === null || !isSpan(span)) return undefined;
    return this.#relocation.textOf(span.uri)?.slice(span.start, span.end);
  }
}

const isSpan = (data: object): data is Span =>
  "uri" in data && "start" in data && "end" in data && typeof data.start === "number" && typeof data.end === "number";
