import type { Span } from "../../text/span.ts";
import type { Elsewhere, Source } from "../language.ts";
import type { Folded } from "./folded.ts";
import type { Followed } from "./followed.ts";
import type { Expression, Range, Step } from "./hcl/tree.ts";
import type { Module } from "./module.ts";

/** How many texts one extraction may make: above it, all further expressions are unknown. */
const MOST_TEXTS = 150_000;

/** What an iterator (`each`, `count`, or the one of a dynamic block) stands for; the key of `count` is its index. */
export interface Iteration {
  readonly key: Folded | undefined;
  readonly value: Folded | undefined;
}

/** What a module sees of the modules around it. */
export interface Surroundings {
  /** Value of an input variable as the caller sets it, or of its default; absent in a module that nobody called. */
  variable?(name: string, env: Env): Folded | undefined;
  /** What `module.NAME` with further steps gives. */
  output(name: string, steps: readonly Step[], env: Env): Folded | undefined;
  /** Files that the module's functions read. */
  readonly elsewhere: Elsewhere;
}

/** What the expressions of a place can see. */
export interface Env {
  readonly module: Module;
  readonly source: Source;
  readonly iterators: ReadonlyMap<string, Iteration>;
  /** Names of a `for` expression; `undefined` for one whose value is not known. */
  readonly names: ReadonlyMap<string, Folded | undefined>;
  /** Whether a variable's default is followed; a caller may override it. */
  readonly defaults: boolean;
  /** Whether the expression is a path: then a text may be put together of defaults too. */
  readonly isPath?: boolean;
  readonly chain: number;
  readonly budget: Budget;
  /** What locals and defaults were followed to. */
  readonly followed: Map<Expression, Followed>;
  readonly around?: Surroundings;
  /** Whether the whole module stands for several instances, or for one that may be absent. */
  readonly repeated?: boolean;
}

/** What was asked beyond the documents of a module, and the answer. */
export type Ask =
  | { readonly kind: "unit"; readonly name: string; readonly answer: readonly Source[] }
  | { readonly kind: "file"; readonly name: string; readonly answer: Source | undefined }
  | { readonly kind: "filesBelow"; readonly name: string; readonly answer: readonly string[] | undefined };

/** What was asked for something, and for what that is made of. */
export type Asked = ReadonlySet<Ask | Asked>;

/** What is left of the work that one extraction may do. */
export interface Budget {
  left: number;
  /** How deep expressions are followed at the moment. */
  depth: number;
  /** The longest chain of names since someone began to look. */
  longest: number;
  /** What was asked since someone began to look; absent where nothing was. */
  asked: Set<Ask | Asked> | undefined;
}

export const newBudget = (): Budget => ({ left: MOST_TEXTS, depth: 0, longest: 0, asked: undefined });

const NO_ITERATORS: ReadonlyMap<string, Iteration> = new Map();
const NO_NAMES: ReadonlyMap<string, Folded | undefined> = new Map();

/** An environment without iterators and names: what locals, arguments and outputs see. */
export const BARE = { iterators: NO_ITERATORS, names: NO_NAMES };

export const envOf = (module: Module, source: Source, budget: Budget = newBudget(), around?: Surroundings): Env => ({
  ...BARE,
  module,
  source,
  defaults: false,
  chain: 0,
  budget,
  followed: new Map(),
  ...(around === undefined ? {} : { around }),
});

/** The same environment, in which a variable's default is followed or not. */
export const withDefaults = (env: Env, defaults: boolean): Env =>
  env.defaults === defaults ? env : { ...env, defaults };

export const spanOf = ({ source }: Env, { start, end }: Range): Span => ({ uri: source.uri, start, end });

export const withIterator = (env: Env, name: string, iteration: Iteration): Env => ({
  ...env,
  iterators: new Map([...env.iterators, [name, iteration]]),
});
