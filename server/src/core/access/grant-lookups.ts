import type { Graph } from "../graph/graph.ts";
import { nameInKey } from "../graph/likeness.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Binding, Fact } from "../model/facts.ts";
import { display, known } from "../model/value.ts";
import { PROJECTS, typesConcerning } from "./covers.ts";
import { EVERYONE, namedBy } from "./grants-by-name.ts";
import { lastWord } from "./place.ts";
import { DEFAULT_PRINCIPAL } from "./principals.ts";
import { keysNear, scopeKeys } from "./scopes.ts";

const isGrant = (fact: Fact): fact is Binding => fact.kind === "binding" && fact.effect === "grant";

/** Grants by type of resource and by scope. */
const BY_PLACE: Lookup<Binding> = {
  finds: isGrant,
  keysOf: ({ resource, scope }) => scopeKeys(scope).map((key) => `${resource.type} ${key}`),
};

/**
 * Grants by whom they name: by principals; those to sets of principals, such as groups, by project; and those that may name others
 * than they tell by type of resource and by scope.
 */
const BY_NAME: Lookup<Binding> = {
  finds: isGrant,
  keysOf: (grant, graph) => {
    const { keys, isOpen, isSet } = namedBy(grant, graph);
    const found = new Set<string>();
    for (const key of keys) for (const one of keysOfName(key)) found.add(one);
    if (isSet) found.add(ANY_SET).add(setsOf(projectOf(grant)));
    if (isOpen) for (const one of [ANYWHERE, ...scopeKeys(grant.scope)]) found.add(`${grant.resource.type} ${one}`);
    return [...found];
  },
};

const ANYWHERE = "anywhere";

const nearBy = (lookup: Lookup<Binding>) => (scope: string, type: string, graph: Graph) =>
  typesConcerning(type).flatMap((one) => keysNear(scope).flatMap((key) => graph.find(lookup, `${one} ${key}`)));

/** Grants near a scope that can reach a place of a type. */
export const grantsNear = nearBy(BY_PLACE);

/** Of these, the grants that may name others than those that they tell. */
export const openGrantsNear = nearBy(BY_NAME);

/** Those on a type of resource or on projects, wherever they stand. */
export const openGrantsAnywhere = (type: string, graph: Graph): readonly Binding[] =>
  [type, PROJECTS].flatMap((one) => graph.find(BY_NAME, `${one} ${ANYWHERE}`));

/** An account whose project is not told is looked for by its name alone. */
function keysOfName(key: string): readonly string[] {
  if (key === DEFAULT_PRINCIPAL) return [`is ${key}`];
  const name = nameInKey(key);
  return [`like ${name}`, key.includes("${") ? `perhaps ${name}` : `is ${key}`];
}

/** Keys of grants that name a principal, or one of its name where the project of one of the two is not known; and of those to everybody. */
export function keysNaming(principal: string): readonly string[] {
  const name = nameInKey(principal);
  const own = principal.includes("${") ? [`like ${name}`] : [`is ${principal}`, `perhaps ${name}`];
  return [...own, `is ${EVERYONE}`];
}

export const grantsNaming = (key: string, graph: Graph): readonly Binding[] => graph.find(BY_NAME, key);

const ANY_SET = "any set";

const setsOf = (project: string | undefined): string => (project === undefined ? "sets" : `sets on ${project}`);

/** Grants to sets of principals on a project, or in one; on any where none is given. */
export const grantsToSets = (project: string | undefined, graph: Graph): readonly Binding[] =>
  (project === undefined ? [ANY_SET] : [setsOf(lastWord(project)), setsOf(undefined)]).flatMap((key) =>
    graph.find(BY_NAME, key),
  );

/** The project that a grant on one names, where it is told; `undefined` may be any. */
const projectOf = ({ resource }: Binding): string | undefined => {
  const text = resource.type === PROJECTS ? known(resource.fields.name) : known(resource.fields.project);
  return text === undefined ? undefined : lastWord(text);
};

/** Grants by the domains of their members' addresses, with the `@`. */
export const GRANTS_BY_DOMAIN: Lookup<Binding> = {
  finds: isGrant,
  keysOf: ({ members }) => [...new Set(members.flatMap((member) => /@[\w.-]+/.exec(display(member))?.[0] ?? []))],
};
