import { folderOf } from "../below.ts";
import type { Elsewhere, Source } from "../language.ts";
import { Asking, askedAgain, asking, type Made } from "./asked.ts";
import { mainConfiguration } from "./configurations.ts";
import { BARE, type Budget, type Env, envOf, type Surroundings, spanOf } from "./env.ts";
import { fold } from "./fold.ts";
import { type Folded, knownText } from "./folded.ts";
import { type Followed, followedOnce, isCircular } from "./followed.ts";
import type { Step } from "./hcl/tree.ts";
import { collectionOf } from "./instances.ts";
import { instancesOf, isAbsentBlock } from "./iteration.ts";
import { follow, walk } from "./lookup.ts";
import { attributeOf, type LocatedBlock, type Module, readModule } from "./module.ts";
import { accountOutputs, crossing, type Entered, outputOf, outputsOf, wholeOf } from "./returned.ts";
import { accountsOfIds, outputsOfMany } from "./shapes/many-accounts.ts";
import { isKnownCall } from "./shapes/read.ts";
import { shapeOfCall } from "./shapes/source-of-call.ts";
import { converted } from "./types.ts";

/** How many calls may lead into one another. */
const DEEPEST = 5;
/** How many modules one extraction enters. */
const MOST_ENTERED = 300;

/** What the calls of one extraction share. */
export interface World {
  readonly elsewhere: Elsewhere;
  readonly budget: Budget;
  /** Modules by folder, `undefined` for one that cannot be entered. */
  readonly modules: Map<string, Module | undefined>;
  left: number;
}

export const newWorld = (elsewhere: Elsewhere, budget: Budget): World => ({
  elsewhere: new Asking(elsewhere, budget),
  budget,
  modules: new Map(),
  left: MOST_ENTERED,
});

/** The calls of one module; each is entered once, when it is first asked for. */
export class Calls implements Surroundings {
  readonly #world: World;
  /** Folders of the modules that lead here. */
  readonly #path: readonly string[];
  readonly #entered = new Map<string, Made<readonly Entered[] | undefined>>();
  /** Calls that are being entered, and those whose accounts are being made: what they rest on cannot rest on them. */
  readonly #entering = new Set<string>();
  readonly #making = new Set<string>();
  readonly #made = new Map<string, Made<Folded | undefined>>();
  #own: Env | undefined;

  constructor(world: World, path: readonly string[] = []) {
    this.#world = world;
    this.#path = path;
  }

  /** The environment in which the module's own expressions are read. */
  bind(env: Env): Env {
    this.#own = env;
    return env;
  }

  /** The instances of a call; `undefined` when the module cannot be read. */
  enter(name: string): readonly Entered[] | undefined {
    return this.#once(name, this.#entered, this.#entering, () => this.#enterAnew(name));
  }

  #once<T>(name: string, known: Map<string, Made<T>>, open: Set<string>, make: () => T): T | undefined {
    const { budget } = this.#world;
    if (open.has(name)) {
      isCircular(budget);
      return undefined;
    }
    const before = known.get(name);
    if (before !== undefined) {
      askedAgain(budget, before.asked);
      return before.made;
    }
    open.add(name);
    const first = asking(budget, make);
    known.set(name, first);
    open.delete(name);
    return first.made;
  }

  output(name: string, steps: readonly Step[], env: Env): Folded | undefined {
    const entered = this.enter(name);
    const [first, ...rest] = steps;
    if (first === undefined || first.kind === "splat") {
      const many = entered === undefined ? this.#ofMany(name, steps, env) : undefined;
      if (many !== undefined) return many;
      const whole = entered === undefined ? this.#knownWhole(name) : wholeOf(entered, name, this.#isOne(name), env);
      if (whole !== undefined) return walk(whole, steps, env, fold);
    }
    if (entered === undefined) return this.#ofMany(name, steps, env);
    const key = first?.kind === "index" ? knownText(fold(first.key, env)) : undefined;
    if (first?.kind === "index" && key === undefined) return undefined;
    if (first?.kind === "index" && this.#isOne(name)) {
      const whole = wholeOf(entered, name, true, env);
      return whole && walk(whole, steps, env, fold);
    }
    const one = instanceOf(entered, key);
    const further = key === undefined ? steps : rest;
    return (
      one && (further.length === 0 ? outputsOf(one, `module.${name}${one.key}`, env) : outputOf(one, further, env))
    );
  }

  #isOne(name: string): boolean {
    const block = this.#own?.module.calls.get(name)?.block;
    return block !== undefined && !attributeOf(block, "for_each") && !attributeOf(block, "count");
  }

  /** The instances of a call of a known module that makes service accounts, each by its outputs. */
  #knownWhole(name: string): Folded | undefined {
    const own = this.#own;
    const call = own?.module.calls.get(name);
    const account = call && shapeOfCall(call.block, call.source)?.shape.account;
    if (own === undefined || call === undefined || account === undefined) return undefined;
    return collectionOf(call.block, { ...own, source: call.source }, (written) =>
      accountOutputs(account, `module.${name}${written}`, spanOf({ ...own, source: call.source }, call.block), own),
    );
  }

  /** What a call of a known module that makes accounts of a list of ids gives back. */
  #ofMany(name: string, steps: readonly Step[], env: Env): Folded | undefined {
    const made = this.#once(name, this.#made, this.#making, () => this.#madeAnew(name));
    return made && walk(made, steps, env, fold);
  }

  #madeAnew(name: string): Folded | undefined {
    const own = this.#own;
    const call = own?.module.calls.get(name);
    const account = call && shapeOfCall(call.block, call.source)?.shape.account;
    if (own === undefined || call === undefined || account?.many === undefined) return undefined;
    const { block, source } = call;
    const ids = attributeOf(block, account.id[0] ?? "");
    const outputs = (written: string, env: Env): Folded => {
      const made = accountsOfIds(ids && fold(ids.value, { ...env, source }));
      const asked = { written: `module.${name}${written}`, scope: own.module.scope, span: spanOf(env, block) };
      return made === undefined ? { kind: "null" } : outputsOfMany(made, account, asked);
    };
    const env = { ...own, source };
    return this.#isOne(name) ? outputs("", env) : collectionOf(block, env, outputs);
  }

  get elsewhere(): Elsewhere {
    return this.#world.elsewhere;
  }

  #enterAnew(name: string): readonly Entered[] | undefined {
    const own = this.#own;
    const call = own?.module.calls.get(name);
    const module = call === undefined || isKnownCall(call) ? undefined : this.#moduleOf(call);
    if (own === undefined || call === undefined || module === undefined || this.#path.length >= DEEPEST)
      return undefined;
    const path = [...this.#path, placeOf(own.module)];
    if (path.includes(module.scope)) return undefined;
    const instances = instancesOf(call.block, { ...own, source: call.source });
    this.#world.left -= instances.length;
    if (this.#world.left < 0) return undefined;
    const isAbsent = isAbsentBlock(call.block, { ...own, source: call.source });
    return (isAbsent ? [] : instances).map(({ env, key, repeated }) => {
      const named = instanceOfModule(module, own.module, `module.${name}${key}`);
      const inner = new CalledModule(this.#world, path, call, env);
      const entered = envOf(named, sourceOf(module) ?? call.source, this.#world.budget, inner);
      const each = env.iterators.get("each")?.key;
      const isNamed = each?.kind === "text" && knownText(each) !== undefined;
      const bound = inner.bind(repeated ? { ...entered, repeated } : entered);
      return { key, ...(isNamed ? { each } : {}), calls: inner, env: bound };
    });
  }

  #moduleOf({ source, block }: LocatedBlock): Module | undefined {
    const folder = folderOfCall({ source, block });
    if (folder === undefined) return undefined;
    const { modules, elsewhere } = this.#world;
    const sources = elsewhere.unit(folder);
    if (!modules.has(folder)) modules.set(folder, readFolder(sources, folder));
    return modules.get(folder);
  }
}

/** A module that was called: its variables have what the call gives them. */
class CalledModule extends Calls {
  readonly #call: LocatedBlock;
  readonly #caller: Env;
  readonly #values: Followed = new Map();
  /** What is being folded. */
  readonly #open = new Set<string>();

  constructor(world: World, path: readonly string[], call: LocatedBlock, caller: Env) {
    super(world, path);
    this.#call = call;
    this.#caller = caller;
  }

  /** Folded once, as locals are. */
  variable(name: string, env: Env): Folded | undefined {
    const key = `${env.defaults} ${env.isPath} ${name}`;
    const open = `${env.chain} ${key}`;
    if (this.#open.has(open)) {
      isCircular(env.budget);
      return undefined;
    }
    this.#open.add(open);
    const folded = followedOnce(this.#values, key, env, () => this.#variableAnew(name, env));
    this.#open.delete(open);
    return folded;
  }

  #variableAnew(name: string, env: Env): Folded | undefined {
    const { variables, defaults } = env.module;
    const variable = variables.get(name);
    if (variable === undefined) return undefined;
    const given = this.#given(name, env);
    const declared = defaults.get(name);
    const isSet = given !== undefined && !(given.kind === "null" && isNeverNull(variable));
    const value = isSet ? given : declared && follow(declared, env, fold);
    const type = attributeOf(variable.block, "type")?.value;
    return value && converted(value, type, { ...env, ...BARE, source: variable.source }, fold);
  }

  #given(name: string, env: Env): Folded | undefined {
    const attribute = attributeOf(this.#call.block, name);
    if (attribute === undefined) return undefined;
    const { chain, defaults, isPath = false } = env;
    const folded = fold(attribute.value, { ...this.#caller, chain: chain + 1, defaults, isPath });
    return crossing(folded, this.#caller.module.scope);
  }
}

function isNeverNull({ block, source }: LocatedBlock): boolean {
  const nullable = attributeOf(block, "nullable")?.value;
  return nullable !== undefined && source.text.slice(nullable.start, nullable.end) === "false";
}

/** The folder of a local module that a block calls; `undefined` for one from elsewhere. */
export function folderOfCall({ source, block }: LocatedBlock): string | undefined {
  const from = attributeOf(block, "source")?.value;
  if (from?.kind !== "template" || from.parts.length !== 1) return undefined;
  const path = source.text.slice(from.inner.start, from.inner.end);
  if (!/^\.\.?(?:\/|$)/.test(path)) return undefined;
  const parts = folderOf(source.uri).split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** A folder of several independent configurations is no module. */
function readFolder(sources: readonly Source[], folder: string): Module | undefined {
  const main = mainConfiguration(sources.filter(({ pieces }) => pieces === undefined));
  return main && readModule(main.sources, folder);
}

/** The folder of a module, also of one that was called. */
const placeOf = ({ scope }: Module): string => scope.split("?", 1)[0] ?? scope;

/** The module in a world of its own: `file:///w/sa?file:///w.module.ci`. */
function instanceOfModule(module: Module, caller: Module, name: string): Module {
  const path = caller.scope.slice(caller.scope.indexOf("?") + 1);
  return { ...module, scope: `${module.scope}?${path}.${name}`, prefix: `${caller.prefix ?? ""}${name}.` };
}

const instanceOf = (entered: readonly Entered[], key: string | undefined): Entered | undefined =>
  key === undefined || key === "0" ? entered.find((one) => one.key === "") : entered.find((one) => isKey(one.key, key));

const isKey = (written: string, key: string): boolean => written === `["${key}"]` || written === `[${key}]`;

const sourceOf = ({ documents, variables, locals }: Module): Source | undefined =>
  documents.find(({ declarations }) => declarations.length > 0)?.source ??
  [...variables.values(), ...locals.values()][0]?.source;
