import type { UnitOfFacts } from "../core/graph/units.ts";
import type { Fact } from "../core/model/facts.ts";
import { leading, type Value } from "../core/model/value.ts";
import type { Span } from "../core/text/span.ts";

/** What one unit says, and the units that it was read with. */
export interface UnitFacts extends UnitOfFacts {
  readonly reads: ReadonlySet<string>;
}

/**
 * The facts of each unit without those that a caller of the unit tells better: of a module that is called, a statement counts
 * as its callers see it. One with a word that no caller sees (a default that all of them override) stays.
 */
export function withoutSuperseded(units: readonly UnitFacts[]): readonly UnitFacts[] {
  const callers = callersOf(units);
  if (callers.size === 0) return units;
  const factsOf = new Map(units.map(({ key, facts }) => [key, facts]));
  return units.map((unit) => {
    const own = callers.get(unit.key)?.map((caller) => factsOf.get(caller) ?? NONE);
    return own === undefined ? unit : { ...unit, facts: settled(unit.facts, own) };
  });
}

const NONE: readonly Fact[] = [];

interface Settled {
  readonly callers: readonly (readonly Fact[])[];
  readonly kept: readonly Fact[];
}

const before = new WeakMap<readonly Fact[], Settled>();

/** The facts of a unit that its callers do not tell; the same list for as long as neither they nor the callers change. */
function settled(facts: readonly Fact[], callers: readonly (readonly Fact[])[]): readonly Fact[] {
  const known = before.get(facts);
  if (known?.callers.length === callers.length && known.callers.every((list, i) => list === callers[i]))
    return known.kept;
  const told = callers.map(toldBy);
  const kept = facts.filter((fact) => !isSuperseded(fact, told));
  before.set(facts, { callers, kept });
  return kept;
}

/** Units by the unit that they read; two that read each other count for neither. */
function callersOf(units: readonly UnitFacts[]): ReadonlyMap<string, readonly string[]> {
  if (units.every(({ reads }) => reads.size === 0)) return new Map();
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

/** Places of words by statement. */
type Told = ReadonlyMap<string, ReadonlySet<string>>;

const tellings = new WeakMap<readonly Fact[], Told>();

/** What a unit tells of all statements that it reads. */
function toldBy(facts: readonly Fact[]): Told {
  const known = tellings.get(facts);
  if (known !== undefined) return known;
  const told = new Map<string, Set<string>>();
  for (const fact of facts) {
    const statement = statementKey(fact);
    const words = told.get(statement) ?? new Set<string>();
    for (const word of wordsOf(fact)) words.add(word);
    told.set(statement, words);
  }
  tellings.set(facts, told);
  return told;
}

function isSuperseded(fact: Fact, callers: readonly Told[]): boolean {
  const statement = statementKey(fact);
  const seen = callers.map((told) => told.get(statement)).filter((words) => words !== undefined);
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
