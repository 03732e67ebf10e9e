import type { Fact } from "../core/model/facts.ts";
import type { Value } from "../core/model/value.ts";

/** Whether a statement, or a word in it that rules look at by itself, stands in one of the documents. */
export function standsIn(fact: Fact, isHere: (uri: string) => boolean): boolean {
  return isHere(fact.span.uri) || wordsOf(fact).some((value) => value !== undefined && isHere(value.span.uri));
}

function wordsOf(fact: Fact): readonly (Value | undefined)[] {
  switch (fact.kind) {
    case "binding":
      return [fact.role, ...fact.members, fact.condition?.expression, ...Object.values(fact.resource.fields)];
    case "custom-role":
      return [fact.id, ...fact.permissions];
    case "workload":
      return [fact.identity, fact.name];
    case "service-account":
      return [fact.accountId, fact.email];
    case "call":
      return [];
  }
}
