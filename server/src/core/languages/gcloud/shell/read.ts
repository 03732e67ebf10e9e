import type { Command as SyntaxCommand, SyntaxNode, Word as SyntaxWord } from "unbash";
import { forEachChild } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import { RUNNERS } from "../command-line.ts";
import { defaultsIn, definitionsOf, loopCounter, unknown } from "./assignments.ts";
import { type Block, enclosing, markAt } from "./block.ts";
import { type Embedded, embeddedIn, runsVariable } from "./embedded.ts";
import { isHarmless } from "./harmless.ts";
import { firstFrom, hitsOf } from "./hits.ts";
import { maskForParser } from "./mask.ts";
import { parseTolerant } from "./parse.ts";
import type { Command, Definition, Script } from "./script.ts";
import { child, type Place, type Visitor, Walker } from "./walk.ts";
import { markDefinition, markOf } from "./xargs.ts";

/** Substitutions in substitutions are parsed anew at each level. */
const DEEPEST_SUBSTITUTION = 4;
const LONGEST_SUBSTITUTION = 65_536;
const DEEPEST_WORD = 40;
const MOST_OTHERS = 2000;
/** Scripts in scripts in scripts are parsed anew at each level. */
const DEEPEST_EMBEDDED = 3;

/** A stretch that is a script of its own. */
export interface ScriptPiece extends Stretch {
  /** False where it may not be run at all. */
  readonly isSure?: boolean;
}

/**
 * Reads the scripts in stretches of a text. They are parsed one by one, so that an unclosed quote harms only its own stretch, and run
 * one after the other in one shell: variables of the first are known in the last.
 * @param own where the text begins that is not of other files, which are run somewhere in it.
 */
export function readScript(text: string, stretches: readonly ScriptPiece[], own = 0): Script {
  const masked = maskForParser(text);
  const root: Block = { parent: undefined, kind: "script", start: 0, end: masked.length };
  const collector = new Collector(masked, own);
  for (const { start, end, isSure } of stretches) {
    const block = isSure === false ? child(root, "branch", { pos: start, end }) : root;
    for (const { statements, until } of parseTolerant(masked, { start, end })) {
      collector.within(new Walker(collector, until)).list(statements, block, undefined);
    }
  }
  return collector.script(text, root);
}

/** A word that stands for all arguments of the function around it, or for all but the first ones. */
const ARGUMENTS = /^(?:"\$@"|"\$\{@(?::\d+)?\}"|\$@|\$\*|"\$\*")$/;

/** Keeps the commands that may be gcloud, and everything that gives variables a value. */
class Collector implements Visitor {
  readonly #masked: string;
  readonly #own: number;
  /** Offsets of the names of programs that are read, in order. */
  readonly #hits: readonly number[];
  readonly #commands: Command[] = [];
  readonly #others: Command[] = [];
  readonly #quotedScripts: Stretch[] = [];
  readonly #expandedScripts: Stretch[] = [];
  readonly #definitions: Definition[] = [];
  readonly #functions = new Map<Block, string>();
  readonly #wrappers = new Set<string>();
  /** Functions that run a text that they are given. */
  readonly #evaluators = new Set<string>();
  readonly #shifts: Script["shifts"][number][] = [];
  #walker: Walker | undefined;
  #substitutions = 0;
  #depth = 0;
  #hasForeign = false;
  #hasMarks = false;

  constructor(masked: string, own: number) {
    this.#masked = masked;
    this.#own = own;
    this.#hits = hitsOf(masked);
  }

  /** What is met next comes from this walk. */
  within(walker: Walker): Walker {
    this.#walker = walker;
    return walker;
  }

  script(text: string, root: Block): Script {
    const all = [...this.#definitions, ...defaultsIn(this.#masked, root, this.#definitions)].sort(
      (a, b) => a.at - b.at,
    );
    const commands = [...this.#commands].sort((a, b) => a.node.pos - b.node.pos);
    const functions = new Set(this.#functions.values());
    const isOwn = ({ node }: Command) => functions.has(node.name?.text ?? "");
    const others = this.#others.filter((command) => !isOwn(command) && isStranger(command));
    const calls = byCallee(this.#others.filter(isOwn));
    return {
      text,
      own: this.#own,
      commands,
      others,
      definitions: byName(all),
      functions,
      bodies: this.#functions,
      calls,
      hasForeign: this.#hasForeign,
      quotedScripts: this.#quotedScripts,
      expandedScripts: this.#expandedScripts,
      wrappers: this.#wrappers,
      words: new Map(),
      shifts: this.#shifts,
    };
  }

  define(definitions: readonly Definition[]): void {
    this.#definitions.push(...definitions);
  }

  counter(loop: Block): void {
    this.define(loopCounter(this.#masked.slice(loop.start, loop.start + 200), loop));
  }

  named(body: Block, name: string): void {
    this.#functions.set(body, name);
  }

  simple(node: SyntaxCommand, outside: Place): void {
    const place = this.#runBy(node, outside);
    for (const definition of definitionsOf(node, place.block, place)) this.#definitions.push(definition);
    if (this.#own > 0 && /^(?:source|\.)$/.test(node.name?.text ?? "")) this.#overwritten(node.end, place.block);
    if (runsArguments(node)) this.#mark(this.#wrappers, place.block);
    if (runsVariable(node)) this.#mark(this.#evaluators, place.block);
    const shift = shiftOf(node);
    if (shift !== undefined) this.#shifts.push({ at: node.pos, block: place.block, by: shift.by });
    const { block, line, alone } = place;
    const mark = this.#hasMarks ? markAt(block) : undefined;
    const command: Command = mark === undefined ? { node, block, line, alone } : { node, block, line, alone, mark };
    const isHit = this.#hasHit(node.pos, node.end);
    if (isHit || node.suffix.some(isHereDocument)) this.#embedded(node, place);
    if (!isHit) {
      if (this.#others.length < MOST_OTHERS && isCandidate(node)) this.#others.push(command);
      return;
    }
    if (node.name !== undefined) this.#commands.push(command);
    for (const part of node.prefix) if (part.type !== "HereDoc") this.#substitutionsIn(part, place);
    if (node.name !== undefined) this.#substitutionsIn(node.name, place);
    for (const part of node.suffix) if (part.type !== "HereDoc") this.#substitutionsIn(part, place);
  }

  /** What `xargs` runs, it runs for each line or word that it reads. */
  #runBy(node: SyntaxCommand, place: Place): Place {
    const mark = this.#hasHit(node.pos, node.end) ? markOf(node) : undefined;
    if (mark === undefined || mark === "") return place;
    const block: Block = { ...child(place.block, "loop", node), mark };
    this.#hasMarks = true;
    this.#definitions.push(markDefinition(node, mark, place.feed, block));
    return { ...place, block };
  }

  /** What the files of others assign, which stand before all of the script, is run here: after what the script itself has assigned. */
  #overwritten(at: number, block: Block): void {
    const before = new Set(this.#definitions.flatMap((one) => (one.at >= this.#own ? one.name : [])));
    const theirs = new Set(this.#definitions.flatMap((one) => (one.at < this.#own ? one.name : [])));
    for (const name of theirs) if (before.has(name)) this.#definitions.push(unknown(name, at, block));
  }

  #embedded(node: SyntaxCommand, place: Place): void {
    for (const script of embeddedIn(node, this.#masked, place.next, this.#evaluators))
      if (this.#hasHit(script.start, script.end)) this.#enter(script, place);
  }

  #hasHit(start: number, end: number): boolean {
    const hit = this.#hits[firstFrom(this.#hits, start)];
    return hit !== undefined && hit < end;
  }

  /** Walks through a script that stands in a command. */
  #enter({ start, end, isForeign, isQuoted, hasLooseQuotes }: Embedded, { block }: Place): void {
    if (this.#depth >= DEEPEST_EMBEDDED || end - start > LONGEST_SUBSTITUTION) return;
    const walker = this.#walker;
    const range = { pos: start, end };
    this.#depth++;
    if (isForeign) this.#hasForeign = true;
    else this.#expandedScripts.push({ start, end });
    if (isQuoted) this.#quotedScripts.push({ start, end });
    const own = isForeign ? this.#foreign(range, block) : child(block, "subshell", range);
    const inner = this.#masked.slice(start, end);
    const masked = hasLooseQuotes ? " ".repeat(start) + inner.replaceAll("'", '"') : this.#masked;
    for (const { statements, until } of parseTolerant(masked, { start, end })) {
      this.within(new Walker(this, until)).list(statements, own, undefined);
    }
    this.#depth--;
    this.#walker = walker;
  }

  /** Another shell, of which all is known that is put in place before. */
  #foreign({ pos: start, end }: { readonly pos: number; readonly end: number }, around: Block): Block {
    const mark = markAt(around);
    const own: Block = { parent: undefined, kind: "foreign", start, end, ...(mark !== undefined && { mark }) };
    const definition = mark === undefined ? undefined : this.#definitions.findLast(({ name }) => name === mark);
    if (definition !== undefined) this.#definitions.push({ ...definition, block: own });
    return own;
  }

  word(node: SyntaxWord, place: Place): void {
    this.#substitutionsIn(node, place);
  }

  #mark(names: Set<string>, block: Block): void {
    const body = enclosing(block, "function");
    const name = body === undefined ? undefined : this.#functions.get(body);
    if (name !== undefined) names.add(name);
  }

  /** Commands inside `$(…)` and backticks. Text unquoted from backticks inside backticks has no place of its own. */
  #substitutionsIn(node: SyntaxNode, place: Place, depth = 0): void {
    if (!this.#isWorth(node) || depth > DEEPEST_WORD) return;
    if (node.type !== "CommandExpansion" && node.type !== "ProcessSubstitution") {
      forEachChild(node, (inner) => this.#substitutionsIn(inner, place, depth + 1));
      return;
    }
    const script = this.#substitutions >= DEEPEST_SUBSTITUTION ? undefined : node.script;
    if (script === undefined || script.source !== undefined) return;
    this.#substitutions++;
    this.#walker?.clause(script.commands, child(place.block, "subshell", node), { ...place, pinned: true });
    this.#substitutions--;
  }

  #isWorth({ pos, end }: SyntaxNode): boolean {
    if (!this.#hasHit(pos, end) || end - pos > LONGEST_SUBSTITUTION) return false;
    return /\$\(|`|[<>]\(/.test(this.#masked.slice(pos, end));
  }
}

function byCallee(commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const calls = new Map<string, Command[]>();
  for (const command of commands) {
    const name = command.node.name?.text ?? "";
    const same = calls.get(name);
    if (same === undefined) calls.set(name, [command]);
    else same.push(command);
  }
  return calls;
}

/** By variable; what a function assigns to a variable that it has declared as its own is its own too. */
function byName(all: readonly Definition[]): ReadonlyMap<string, readonly Definition[]> {
  const owners = new Map<string, Block>();
  for (const { name, owner } of all) if (owner !== undefined) owners.set(`${owner.start} ${name}`, owner);
  const definitions = new Map<string, Definition[]>();
  for (const definition of all) {
    const home = enclosing(definition.block, "function");
    const owner = home === undefined ? undefined : owners.get(`${home.start} ${definition.name}`);
    const list = definitions.get(definition.name) ?? [];
    if (list.length === 0) definitions.set(definition.name, list);
    list.push(owner === undefined ? definition : { ...definition, owner });
  }
  return definitions;
}

/** A call of a function, or a command that may do something to what it is given. */
const isCandidate = ({ name }: SyntaxCommand): boolean => name !== undefined && !isHarmless(name.text);

const isHereDocument = ({ type }: SyntaxCommand["suffix"][number]): boolean => type === "HereDoc";

const isStranger = ({ node }: Command): boolean =>
  node.suffix.some((part) => part.type === "Word" && /[$@]/.test(part.text));

/** `shift`, `shift 2`, and `set -- …`, which gives other arguments. */
function shiftOf({ name, suffix }: SyntaxCommand): { readonly by: number | undefined } | undefined {
  if (name?.text !== "shift" && name?.text !== "set") return undefined;
  const first = suffix.find((part) => part.type === "Word")?.text;
  if (name.text === "set") return first === "--" ? { by: undefined } : undefined;
  return { by: first === undefined ? 1 : /^\d$/.test(first) ? Number(first) : undefined };
}

/** `"$@"` as a command, also behind a runner: `timeout 5 "$@"`. */
function runsArguments({ name, suffix }: SyntaxCommand): boolean {
  if (name === undefined) return false;
  if (name.text.includes("$")) return ARGUMENTS.test(name.text);
  const first = RUNNERS.has(name.text) || name.text === "eval" ? suffix.find(isArguments) : undefined;
  return first !== undefined;
}

const isArguments = (part: SyntaxCommand["suffix"][number]): boolean =>
  part.type === "Word" && ARGUMENTS.test(part.text);
