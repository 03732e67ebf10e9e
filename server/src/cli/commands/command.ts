import type { Arguments, Shape } from "../args.ts";
import type { Outcome, Surroundings } from "../outcome.ts";

/** A command: what parses its words, what its help says, and what it does. */
export interface Command extends Shape {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  /** Further sentences for its help, one a line. */
  readonly notes?: readonly string[];
  readonly run: (given: Arguments, around: Surroundings) => Outcome | Promise<Outcome>;
}
