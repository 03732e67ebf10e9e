import type { Fact } from "../core/model/facts.ts";
import { leading, type Value } from "../core/model/value.ts";
import type { Span } from "../core/text/span.ts";

/** What one unit says, and the units that it was read with. */
export interface UnitFacts {
  readonly key: string;
  readonly facts: readonly Fact[];
  readonly reads: ReadonlySet<string>;
}

/**
 * The facts of each unit without those that a caller of the unit tells better: of a module that is called, a statement counts
 * as its callers see it. One with a word that no caller sees (a default that all of them override) stays.
 */
export function withoutSuperseded(units: readonly UnitFacts[]): readonly (readonly Fact[])[] {
  const callers = callersOf(units);
  if (callers.size === 0) return units.map(({ facts }) => facts);
  const told = indexCallers(units, callers);
  return units.map(({ key, facts }) => {
    const own = callers.get(key);
    return own === undefined ? facts : facts.filter((fact) => !isSuperseded(fact, own, told));
  });
}

/** Units by the unit that they read; two that read each other count for neither. */
function callersOf(units: readonly UnitFacts[]): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const callers = new Map<string, string[]>();
  for (const { key, reads } of units) {
    for (const other of reads) {
      if (other === key || byKey.get(other)?.reads.has(key) !== false) continue;
      const list = callers.get(other);
      if (list === undefined) callers.set(other, [key]);
      else list.push(key);
    }
  }
  return callers;
}

/** Places of words by statement, then by the unit that tells them. */
type Told = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

function indexCallers(units: readonly UnitFacts[], callers: ReadonlyMap<string, readonly string[]>): Told {
  const calling = new Set([...callers.values()].flat());
  const told = new Map<string, Map<string, Set<string>>>();
  for (const { key, facts } of units.filter((unit) => calling.has(unit.key))) {
    for (const fact of facts) {
      const statement = statementKey(fact);
      const byUnit = told.get(statement) ?? new Map<string, Set<string>>();
      const words = byUnit.get(key) ?? new Set<string>();
      for (const word of wordsOf(fact)) words.add(word);
      byUnit.set(key, words);
      told.set(statement, byUnit);
    }
  }
  return told;
}

function isSuperseded(fact: Fact, callers: readonly string[], told: Told): boolean {
  const byUnit = told.get(statementKey(fact));
  if (byUnit === undefined) return false;
  const seen = callers.map((caller) => byUnit.get(caller)).filter((words) => words !== undefined);
  return seen.length > 0 && wordsOf(fact).every((word) => seen.some((words) => words.has(word)));
}

const spanKey = ({ uri, start, end }: Span): string => `${uri} ${start} ${end}`;

const statementKey = ({ kind, span }: Fact): string => `${kind} ${spanKey(span)}`;

/** Places of the literals that rules look at one by one. */
function wordsOf(fact: Fact): readonly string[] {
  if (fact.kind === "custom-role") return fact.permissions.filter(isWritten).map(({ span }) => spanKey(span));
  if (fact.kind !== "binding") return [];
  const values = fact.role === undefined ? fact.members : [fact.role, ...fact.members];
  return values.filter(isWritten).map(({ span }) => spanKey(span));
}

const isWritten = (value: Value): boolean => leading(value) !== "";
