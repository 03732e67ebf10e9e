import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Source } from "../../core/languages/language.ts";
import type { Fact } from "../../core/model/facts.ts";
import type { Workspace } from "../../service/workspace.ts";

/** The documents of a unit. */
export type Unit = readonly Source[];

/** What a thread sends back for its units, in their order: facts, or nothing of a unit that it cannot read alone. */
export type Answer = readonly (readonly Fact[] | undefined)[];

/** Less text than this, in characters, is read before a thread has started. */
const WORTH_A_THREAD = 1_000_000;
const MOST_THREADS = 3;
/** As much text, in characters, goes to a thread at once. */
const LOAD = 100_000;
/** A unit of more text, in characters, stays here: a second copy of it costs memory, and making one takes long. */
const LARGEST = 500_000;
/** While a thread reads one load the next one waits for it. */
const LOADS_AHEAD = 2;

interface Thread {
  readonly worker: Worker;
  /** Units that it was given and has not answered. */
  readonly loads: (readonly Unit[])[];
}

/**
 * Reads units of a workspace in threads of this program, while the files of others are still being found. Nothing depends on
 * it: what no thread has read, the workspace reads when it is asked.
 */
export class ReadingThreads {
  readonly #workspace: Workspace;
  readonly #waiting: Unit[] = [];
  readonly #large: Unit[] = [];
  #size = 0;
  #threads: Thread[] | undefined;
  #wake: (() => void) | undefined;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  offer(unit: Unit): void {
    const size = sizeOf(unit);
    if (size > LARGEST) {
      this.#large.push(unit);
      return;
    }
    this.#waiting.push(unit);
    this.#size += size;
    if (this.#size < WORTH_A_THREAD) return;
    this.#threads ??= Array.from({ length: Math.min(MOST_THREADS, availableParallelism() - 1) }, () => this.#start());
    for (const thread of this.#threads) this.#feed(thread);
  }

  /** Helps the threads until all units are read. */
  async finish(): Promise<void> {
    while (this.#isBusy()) {
      const [first] = this.#large.pop() ?? this.#waiting.pop() ?? [];
      if (first !== undefined) this.#workspace.unitFacts(first.uri);
      await (first === undefined ? new Promise<void>((wake) => (this.#wake = wake)) : turn());
    }
  }

  /** To be called in any case: the program does not end before its threads. */
  async end(): Promise<void> {
    await Promise.all((this.#threads ?? []).map(({ worker }) => worker.terminate()));
  }

  #isBusy(): boolean {
    return this.#threads?.some(({ loads }) => loads.length > 0) ?? false;
  }

  #start(): Thread {
    // The bundle in which this code is: the program itself, which reads where it runs in a thread.
    const thread: Thread = { worker: new Worker(__filename), loads: [] };
    thread.worker.on("message", (answer: Answer) => this.#take(thread, answer));
    thread.worker.on("error", () => this.#lose(thread));
    return thread;
  }

  #take(thread: Thread, answer: Answer): void {
    const load = thread.loads.shift() ?? [];
    for (const [i, unit] of load.entries()) {
      const facts = answer[i];
      if (facts !== undefined) this.#workspace.adopt(unit, facts);
    }
    this.#feed(thread);
    this.#wake?.();
  }

  /** What a broken thread has not read is left to the workspace. */
  #lose(thread: Thread): void {
    this.#threads = this.#threads?.filter((other) => other !== thread);
    thread.loads.length = 0;
    this.#wake?.();
  }

  #feed({ worker, loads }: Thread): void {
    while (loads.length < LOADS_AHEAD && this.#waiting.length > 0) {
      const load: Unit[] = [];
      for (let size = 0; size < LOAD && this.#waiting.length > 0; size += sizeOf(load.at(-1) ?? []))
        load.push(this.#waiting.shift() ?? []);
      loads.push(load);
      worker.postMessage(load);
    }
  }
}

const sizeOf = (unit: Unit): number => unit.reduce((size, { text }) => size + text.length, 0);

/** Lets what threads have sent come in. */
const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
