import type { Fact, ServiceAccount } from "../../model/facts.ts";
import type { Slot, Value } from "../../model/value.ts";
import { compareSpans } from "../../text/span.ts";
import { type Elsewhere, type Extraction, NOWHERE, type Source } from "../language.ts";
import { Calls, newWorld } from "./calls.ts";
import { configurationsOf } from "./configurations.ts";
import { envOf, newBudget } from "./env.ts";
import { piecesOf, readModule } from "./module.ts";
import { readFacts } from "./module-facts.ts";
import type { Said } from "./remembered.ts";
import { Together } from "./together.ts";

/** Slots whose values serve hover and completion. */
const SERVED: ReadonlySet<Slot> = new Set(["role", "member", "permission", "account", "condition"]);

/**
 * Reads the files of a folder as one module, or as several where they are independent; each piece of a document that only
 * embeds configuration is one of its own. Local modules that are called are read with what the calls give them.
 */
export function extractUnit(sources: readonly Source[], elsewhere: Elsewhere = NOWHERE): Extraction {
  const whole = configurationsOf(sources.filter((source) => source.pieces === undefined));
  const embedded = sources.filter((source) => source.pieces !== undefined);
  const extractions = [
    ...whole.map((one) => extractModule(one.sources, one.scope, elsewhere)),
    ...embedded.flatMap((source) =>
      piecesOf(source).map((piece, i) => extractModule([piece], `${source.uri}/${i + 1}`, elsewhere)),
    ),
  ];
  const [only] = extractions;
  if (only !== undefined && extractions.length === 1) return only;
  return {
    facts: extractions.flatMap(({ facts }) => facts),
    values: extractions.flatMap(({ values }) => values),
  };
}

function extractModule(sources: readonly Source[], scope: string, elsewhere: Elsewhere): Extraction {
  const budget = newBudget();
  const calls = new Calls(newWorld(elsewhere, budget));
  const env = calls.bind(envOf(readModule(sources, scope), sources[0] ?? { uri: "", text: "" }, budget, calls));
  const said = new Together(readFacts(env, calls));
  const found = said.facts;
  const tells = found.some(({ kind }) => kind !== "call" && kind !== "resource");
  const facts = tells ? [...found, ...instancesReferredTo(found, said)] : [];
  return new Lazy(facts, said);
}

/** Values are put in order when they are first asked for: findings do not need them. */
class Lazy implements Extraction {
  readonly facts: readonly Fact[];
  readonly #said: Said;
  #values: readonly Value[] | undefined;

  constructor(facts: readonly Fact[], said: Said) {
    this.facts = facts;
    this.#said = said;
  }

  get values(): readonly Value[] {
    this.#values ??= servedOf(this.#said);
    return this.#values;
  }
}

const INSTANCE = /\[(?:"[^"]*"|\d+)\]$/;

/**
 * Accounts whose keys are not known are one fact; each instance that a reference names becomes one of its own, without an
 * id, so that two instances are never taken for the same account.
 */
function instancesReferredTo(facts: readonly Fact[], said: Said): readonly ServiceAccount[] {
  const addresses = new Set(instancesNamed(said));
  if (addresses.size === 0) return [];
  const declared = new Map(facts.map((fact) => [fact.address, fact]));
  const instances = new Map<string, ServiceAccount>();
  for (const address of addresses) {
    const key = INSTANCE.exec(address)?.[0];
    if (key === undefined || declared.has(address)) continue;
    const base = declared.get(address.slice(0, -key.length));
    if (base?.kind !== "service-account") continue;
    const { accountId: _, ...rest } = base;
    instances.set(address, { ...rest, address, source: base.source + key });
  }
  return [...instances.values()];
}

const named = new WeakMap<Extraction, readonly string[]>();

/** Addresses of instances that references name. */
function instancesNamed(now: Said): readonly string[] {
  const said = now.origin ?? now;
  const known = named.get(said);
  if (known !== undefined) return known;
  const addresses: string[] = [];
  for (const part of now.parts ?? []) addresses.push(...instancesNamed(part));
  if (now.parts === undefined) for (const value of said.values) addresses.push(...instancesIn(value));
  named.set(said, addresses);
  return addresses;
}

const instancesIn = ({ parts }: Value): readonly string[] =>
  parts.flatMap((part) =>
    part.kind === "reference" && part.target?.address.endsWith("]") ? [part.target.address] : [],
  );

/** Each place once, in the order of the documents. */
export function servedOf({ values }: Extraction): readonly Value[] {
  const served = new Map<string, Value>();
  for (const value of values) {
    const key = `${value.slot} ${value.span.uri} ${value.span.start} ${value.span.end}`;
    if (SERVED.has(value.slot) && !served.has(key)) served.set(key, value);
  }
  return [...served.values()].sort((a, b) => compareSpans(a.span, b.span));
}
