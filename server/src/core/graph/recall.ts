import type { Graph } from "./graph.ts";
import type { Basis, Rests } from "./ledger.ts";

/** Something made of a graph: made anew when an answer of the graph has changed. Who uses it rests on it, not on those answers. */
export class Kept<T> implements Basis {
  readonly #make: () => T;
  readonly #graph: Graph;
  #made: T;
  #rests: Rests;
  #changed: number;

  constructor(graph: Graph, make: () => T) {
    this.#graph = graph;
    this.#make = make;
    const { made, rests } = graph.ledger.watch(make);
    this.#made = made;
    this.#rests = rests;
    this.#changed = graph.ledger.revision;
  }

  get(): T {
    this.changedAt();
    this.#graph.ledger.note(this);
    return this.#made;
  }

  changedAt(): number {
    const { ledger } = this.#graph;
    if (this.#rests.hold(ledger)) return this.#changed;
    const { made, rests } = ledger.watch(this.#make);
    this.#rests = rests;
    if (!isSame(made, this.#made)) {
      this.#made = made;
      this.#changed = ledger.revision;
    }
    return this.#changed;
  }
}

/**
 * Keeps what is made of a key and a graph: it is made anew only when an answer of the graph has changed. What is made must
 * depend on nothing else.
 */
export function recalled<T>(make: (key: string, graph: Graph) => T): (key: string, graph: Graph) => T {
  const kept = new WeakMap<Graph, Map<string, Kept<T>>>();
  return (key, graph) => {
    const ofGraph = kept.get(graph) ?? new Map<string, Kept<T>>();
    kept.set(graph, ofGraph);
    const one = ofGraph.get(key) ?? new Kept(graph, () => make(key, graph));
    ofGraph.set(key, one);
    return one.get();
  };
}

/** The same, or lists or maps of the same. */
function isSame(now: unknown, before: unknown): boolean {
  if (now === before) return true;
  if (Array.isArray(now) && Array.isArray(before)) return isEach(now, before);
  return now instanceof Map && before instanceof Map && isEach([...now].flat(), [...before].flat());
}

const isEach = (now: readonly unknown[], before: readonly unknown[]): boolean =>
  now.length === before.length && now.every((one, i) => one === before[i]);
