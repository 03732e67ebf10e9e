import { valuesOf } from "../../model/fact-values.ts";
import type { Binding, Fact } from "../../model/facts.ts";
import type { Extraction } from "../language.ts";
import { bindingOf } from "./binding.ts";
import { callsOf } from "./call.ts";
import { ACCOUNT_PATH, accountOf, customRoleOf, ROLE_PATH } from "./identity.ts";
import { type Invocation, invocationOf, matchOf } from "./invocation.ts";
import { newReading, type Reading, type Rounds } from "./shell/fold.ts";
import { elementsOf } from "./shell/lists.ts";
import type { Command, Script } from "./shell/script.ts";
import { flagValues, Values } from "./values.ts";
import { WORKLOADS, workloadOf } from "./workload.ts";

/** More rounds of loops are not told apart. */
const MOST_ROUNDS = 128;

/** Facts and values of all commands of a script. */
export function extractScript(script: Script, uri: string): Extraction {
  const facts: Fact[] = [];
  const values = new Values();
  for (const command of script.commands) {
    for (const said of sayRounds(command, script, uri)) {
      if (said.fact !== undefined) facts.push(said.fact);
      values.add(said.values);
    }
  }
  return { facts: [...facts, ...callsOf(script, uri, facts)], values: values.all };
}

/** What a command says in each round of the loops that it depends on. */
function sayRounds(command: Command, script: Script, uri: string): readonly Said[] {
  const first = newReading(script, uri);
  const said = say(command, first);
  if (said === undefined) return [];
  const rounds = roundsOf(first);
  if (rounds.length === 0) return [said];
  return rounds.map((round) => say(command, newReading(script, uri, round))).filter((one) => one !== undefined);
}

interface Said {
  readonly fact: Fact | undefined;
  readonly values: Extraction["values"];
}

function say(command: Command, reading: Reading): Said | undefined {
  const invocation = invocationOf(command, reading);
  if (invocation === undefined) return undefined;
  const fact = factOf(invocation, reading);
  const repeated = fact?.kind === "binding" && reading.varying;
  const values = [...(fact === undefined ? [] : valuesOf(fact)), ...flagValues(invocation, fact, reading)];
  return { fact: repeated ? { ...fact, repeated } : fact, values };
}

function factOf(invocation: Invocation, reading: Reading): Fact | undefined {
  const binding: Binding | undefined = bindingOf(invocation, reading);
  if (binding !== undefined) return binding;
  for (const count of [2, 3]) {
    const match = matchOf(invocation, count, reading);
    if (Object.hasOwn(WORKLOADS, match.path)) return workloadOf(invocation, match, reading);
    if (match.path === ACCOUNT_PATH) return accountOf(invocation, match, reading);
    if (match.path === ROLE_PATH) return customRoleOf(invocation, match, reading);
  }
  return undefined;
}

/** All combinations of the words of the loops that were met; empty when there are none, or too many. */
function roundsOf(reading: Reading): readonly Rounds[] {
  let rounds: readonly Rounds[] = [];
  for (const definition of reading.met) {
    const { given, block } = definition;
    const nodes = given.kind === "loop" ? given.nodes : [];
    const elements = elementsOf(nodes, block.parent ?? block, reading) ?? [];
    if (elements.length === 0) continue;
    const before: readonly Rounds[] = rounds.length === 0 ? [new Map()] : rounds;
    if (before.length * elements.length > MOST_ROUNDS) continue;
    rounds = before.flatMap((round) => elements.map((element) => new Map(round).set(definition, element)));
  }
  return rounds;
}
