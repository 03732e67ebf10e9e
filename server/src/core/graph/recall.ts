import { originOf } from "../model/moved.ts";
import type { Graph } from "./graph.ts";

/** A question to the graph, and its answer. */
interface Question {
  readonly ask: (graph: Graph) => unknown;
  readonly answer: unknown;
}

/** What was asked of a graph, and what it answered. */
export interface Asked {
  /** The declarations on which the answers about names rest. */
  naming: Graph["naming"];
  readonly names: Question[];
  readonly others: Question[];
}

export const nothingAsked = ({ naming }: Graph): Asked => ({ naming, names: [], others: [] });

/** The same graph, but every question is noted: who is given it knows nothing of the workspace but the answers. */
export function witnessed(graph: Graph, asked: () => Asked): Graph {
  const noted =
    (list: "names" | "others") =>
    <T>(ask: (graph: Graph) => T): T => {
      const answer = ask(graph);
      asked()[list].push({ ask, answer });
      return answer;
    };
  const [name, note] = [noted("names"), noted("others")];
  return {
    kind: graph.kind,
    naming: graph.naming,
    get bindings() {
      return note((one) => one.bindings);
    },
    get workloads() {
      return note((one) => one.workloads);
    },
    get accounts() {
      return note((one) => one.accounts);
    },
    get customRoles() {
      return note((one) => one.customRoles);
    },
    get calls() {
      return note((one) => one.calls);
    },
    get units() {
      return note((one) => one.units);
    },
    get scopes() {
      return note((one) => one.scopes);
    },
    of: (kind) => note((one) => one.of(kind)),
    declared: (address) => note((one) => one.declared(address)),
    statementsAt: (span) => note((one) => one.statementsAt(span)),
    principalOf: (member, scope) => name((one) => one.principalOf(member, scope)),
    accountOf: (value, scope) => name((one) => one.accountOf(value, scope)),
    keyOf: (account) => name((one) => one.keyOf(account)),
    declarationOf: (key) => note((one) => one.declarationOf(key)),
    grantsTo: (principal) => note((one) => one.grantsTo(principal)),
    grantKeyOf: (binding) => name((one) => one.grantKeyOf(binding)),
    bareGrantKeyOf: (binding) => name((one) => one.bareGrantKeyOf(binding)),
    resourceKeyOf: (binding) => name((one) => one.resourceKeyOf(binding)),
    customRoleOf: (role) => note((one) => one.customRoleOf(role)),
    sameProject: (a, b, scope, other) => note((one) => one.sameProject(a, b, scope, other)),
    asking: (ask) => note(ask),
  };
}

/** How much of what was told holds in another graph: all of it, all but places, or not all. */
export type Hold = "wholly" | "but for places" | "no";

export function holds(asked: Asked, graph: Graph): Hold {
  if (asked.naming !== graph.naming) {
    if (asked.names.some(({ ask, answer }) => ask(graph) !== answer)) return "no";
    asked.naming = graph.naming;
  }
  let hold: Hold = "wholly";
  for (const { ask, answer } of asked.others) {
    const now = ask(graph);
    if (isSame(now, answer)) continue;
    if (!isSameButMoved(now, answer)) return "no";
    hold = "but for places";
  }
  return hold;
}

/** The same questions with the answers of another graph. */
export const askedAnew = ({ names, others }: Asked, graph: Graph): Asked => ({
  naming: graph.naming,
  names,
  others: others.map(({ ask }) => ({ ask, answer: ask(graph) })),
});

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && isEach(a, b, Object.is));
}

/** Answers are texts, facts and lists of facts. */
function isSameButMoved(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return isEach(a, b, isSameButMoved);
  return isObject(a) && isObject(b) ? originOf(a) === originOf(b) : a === b;
}

const isEach = (a: readonly unknown[], b: readonly unknown[], test: (a: unknown, b: unknown) => boolean): boolean =>
  a.length === b.length && a.every((one, i) => test(one, b[i]));

const isObject = (data: unknown): data is object => typeof data === "object" && data !== null;

/**
 * Keeps what is made of something and the graph: it is made anew only when an answer of the graph has changed. What is made
 * must depend on nothing else.
 */
export function recalled<S extends object, T>(make: (subject: S, graph: Graph) => T): (subject: S, graph: Graph) => T {
  const kept = new WeakMap<S, { readonly made: T; readonly asked: Asked }>();
  return (subject, graph) => {
    const before = kept.get(subject);
    if (before !== undefined && holds(before.asked, graph) === "wholly") return before.made;
    const asked = nothingAsked(graph);
    const made = make(
      subject,
      witnessed(graph, () => asked),
    );
    kept.set(subject, { made, asked });
    return made;
  };
}

/** Keeps what is made of a whole graph for as long as the graph is the same. */
export function perGraph<T>(make: (graph: Graph) => T): (graph: Graph) => T {
  const kept = new WeakMap<Graph, { readonly made: T }>();
  return (graph) => {
    const known = kept.get(graph) ?? { made: make(graph) };
    kept.set(graph, known);
    return known.made;
  };
}
