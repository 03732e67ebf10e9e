import { valuesOf } from "../../model/fact-values.ts";
import type { Fact } from "../../model/facts.ts";
import type { Extraction } from "../language.ts";
import { bindingOf, invokerOf } from "./binding.ts";
import { bqBinding, bqInvocation } from "./bq.ts";
import { callsOf } from "./call.ts";
import { callerOf } from "./caller.ts";
import { callerCommands, IAM, LONGEST_PATH, manifestCommands, PATHS, RUN, workloadCommands } from "./commands.ts";
import { flawsOf } from "./flaws/flaws.ts";
import { type Setting, settingOf } from "./flaws/setting.ts";
import { gsutilBindings } from "./gsutil.ts";
import { accountOf, customRoleOf, providerOf } from "./identity.ts";
import { type Invocation, invocationOf, matchOf, pathOf } from "./invocation.ts";
import { manifestOf } from "./manifest.ts";
import { domainMappingOf, executionOf } from "./run.ts";
import { argumentRounds, argumentsAt } from "./shell/arguments.ts";
import { type Block, enclosing } from "./shell/block.ts";
import { entriesAt } from "./shell/entries.ts";
import { recordsOf } from "./shell/feed-lines.ts";
import { heldFragment } from "./shell/fold.ts";
import { elementsOf } from "./shell/lists.ts";
import { type Giver, newReading, type Reading, type Rounds } from "./shell/rounds.ts";
import type { Command, Definition, Script } from "./shell/script.ts";
import type { Fragment } from "./shell/word.ts";
import { flagValues, Values } from "./values.ts";
import { workloadsOf } from "./workload.ts";

/** More rounds of loops and calls of functions are not told apart. */
const MOST_ROUNDS = 128;
/** A function that is called by another one, or in a loop, and so on. */
const DEEPEST_ROUNDS = 4;

/** Facts and values of all commands of a script. */
export function extractScript(script: Script, uri: string): Extraction {
  const facts: Fact[] = [];
  const values = new Values();
  let setting: Setting | undefined;
  for (const command of ownCommands(script)) {
    const first = newReading(script, uri);
    const said = sayRounds(command, first);
    for (const one of said) {
      facts.push(...one.facts);
      values.add(one.values);
    }
    if (said.length === 0 || command.node.pos < script.own) continue;
    setting ??= settingOf(script, uri);
    facts.push(...flawsOf(command, said[0]?.invocation, first, setting));
  }
  return { facts: [...facts, ...callsOf(script, uri, facts)], values: values.all };
}

/** Those of other files only where the script calls the function that they stand in. */
function ownCommands(script: Script): readonly Command[] {
  const { commands, own } = script;
  if (own === 0) return commands;
  const called = calledFunctions(script);
  return commands.filter(({ node, block }) => {
    const body = enclosing(block, "function");
    return node.pos >= own || (body !== undefined && called.has(script.bodies.get(body) ?? ""));
  });
}

/** Functions that the document's own text calls, and those that they call. */
function calledFunctions({ calls, bodies, own }: Script): ReadonlySet<string> {
  const called = new Set<string>();
  const isCalled = ({ node, block }: Command): boolean => {
    const body = enclosing(block, "function");
    return node.pos >= own || (body !== undefined && called.has(bodies.get(body) ?? ""));
  };
  for (let before = -1; before < called.size; ) {
    before = called.size;
    for (const [name, all] of calls) if (all.some(isCalled)) called.add(name);
  }
  return called;
}

/** What a command says in each round of the loops, and each call of the functions, that it depends on. */
function sayRounds(command: Command, first: Reading): readonly Said[] {
  const said: Said[] = [];
  const sayIn = (reading: Reading, depth: number): void => {
    const one = say(command, reading);
    if (one === undefined) return;
    const rounds = depth < DEEPEST_ROUNDS ? roundsOf(reading) : [];
    if (rounds.length === 0 || said.length + rounds.length > MOST_ROUNDS) said.push(one);
    else for (const round of rounds) sayIn(newReading(reading.script, reading.uri, round), depth + 1);
  };
  sayIn(first, 0);
  return said;
}

interface Said {
  /** Absent for a command that is read in another way. */
  readonly invocation?: Invocation;
  readonly facts: readonly Fact[];
  readonly values: Extraction["values"];
}

function say(command: Command, reading: Reading): Said | undefined {
  const invocation = invocationOf(command, reading);
  if (invocation === undefined) return sayOther(command, reading);
  const facts = factsOf(invocation, reading);
  const told = facts.flatMap(valuesOf);
  const values = [...told, ...flagValues(invocation, facts[0], told, reading)];
  return { invocation, facts: reading.varying ? facts.map(repeated) : facts, values };
}

/** Commands of `gsutil` and `bq`. */
function sayOther(command: Command, reading: Reading): Said | undefined {
  const bindings = gsutilBindings(command, reading);
  const bq = bindings === undefined ? bqInvocation(command, reading) : undefined;
  const facts = bindings ?? (bq && present(bqBinding(bq, reading)));
  if (facts === undefined) return undefined;
  const told = facts.flatMap(valuesOf);
  const values = [...told, ...(bq === undefined ? [] : flagValues(bq, facts[0], told, reading))];
  return { facts: reading.varying ? facts.map(repeated) : facts, values };
}

const repeated = (fact: Fact): Fact => (fact.kind === "binding" ? { ...fact, repeated: true } : fact);

function factsOf(invocation: Invocation, reading: Reading): readonly Fact[] {
  const binding = bindingOf(invocation, reading) ?? invokerOf(invocation, reading);
  if (binding !== undefined) return [binding];
  for (let count = 2; count <= LONGEST_PATH; count++) {
    const path = pathOf(invocation, count, reading);
    if (!PATHS.has(path)) continue;
    const match = matchOf(invocation, count, reading);
    const workload = Object.hasOwn(workloadCommands, path) ? workloadCommands[path] : undefined;
    const caller = Object.hasOwn(callerCommands, path) ? callerCommands[path] : undefined;
    if (workload !== undefined) return workloadsOf(workload, invocation, match, reading);
    if (caller !== undefined) return present(callerOf(caller, invocation, match, reading));
    const manifest = Object.hasOwn(manifestCommands, path) ? manifestCommands[path] : undefined;
    if (manifest !== undefined) return present(manifestOf(manifest, invocation, match, reading));
    if (path === RUN.execute) return [executionOf(invocation, match, reading)];
    if (path === RUN.mapping) return [domainMappingOf(invocation, match, reading)];
    if (path === IAM.account) return [accountOf(invocation, match, reading)];
    if (path === IAM.provider) return present(providerOf(invocation, match, reading));
    if (path === IAM.role || path === IAM.roleUpdate) return [customRoleOf(invocation, match, reading)];
  }
  return [];
}

const present = (fact: Fact | undefined): readonly Fact[] => (fact === undefined ? [] : [fact]);

/**
 * All combinations of the words of the loops, and of the calls of the functions, that were met and not yet told apart; empty
 * when there are none, or too many.
 */
function roundsOf(reading: Reading): readonly Rounds[] {
  let rounds: readonly Rounds[] = [];
  for (const giver of [...reading.met]) {
    const given = reading.rounds.has(giver) ? [] : givenBy(giver, reading);
    if (given.length === 0) continue;
    const before: readonly Rounds[] = rounds.length === 0 ? [reading.rounds] : rounds;
    if (before.length * given.length > MOST_ROUNDS) continue;
    rounds = before.flatMap((round) => given.map((words) => new Map(round).set(giver, words)));
  }
  return rounds;
}

/** The words of each round. */
function givenBy(giver: Giver, reading: Reading): readonly (readonly Fragment[] | undefined)[] {
  if ("feed" in giver) return recordsOf(giver, reading) ?? [];
  if ("given" in giver) return (wordsOfLoop(giver, reading) ?? []).map((element) => [element]);
  if (giver.kind === "loop") return argumentRounds(giver, reading);
  return argumentsOf(giver, reading, 0);
}

function wordsOfLoop(loop: Definition, reading: Reading): readonly Fragment[] | undefined {
  const { given, at, block } = loop;
  const outside = block.parent ?? block;
  if (given.kind === "keys") return entriesAt(given.array, at, outside, reading)?.map(({ keyAt }) => keyAt);
  if (given.kind === "arguments") return argumentsAt(at, outside, reading);
  return elementsOf(given.kind === "loop" ? given.nodes : [], outside, reading);
}

/**
 * The arguments of each call of a function; where they are those of the function around the call, as in `grant "$@"`, by the calls of that
 * one.
 */
function argumentsOf(body: Block, reading: Reading, depth: number): readonly (readonly Fragment[] | undefined)[] {
  const { bodies, calls } = reading.script;
  return (calls.get(bodies.get(body) ?? "") ?? []).flatMap(({ node, block }) => {
    const words = node.suffix.filter((part) => part.type === "Word");
    const given = elementsOf(words, block, reading);
    const outer = enclosing(block, "function");
    if (given !== undefined || outer === undefined || depth > DEEPEST_ROUNDS || reading.rounds.has(outer))
      return [given];
    return argumentsOf(outer, reading, depth + 1).map((round) => {
      const within = newReading(reading.script, reading.uri, new Map(reading.rounds).set(outer, round));
      return elementsOf(words, block, within)?.map((word) => heldFragment(word, within));
    });
  });
}
