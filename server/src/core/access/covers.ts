import type { Graph } from "../graph/graph.ts";
import { mayBeOne } from "../graph/likeness.ts";
import type { Binding } from "../model/facts.ts";
import { known, soleReference, type Value } from "../model/value.ts";
import type { Doubt } from "./holding.ts";
import { isSameAddress, lastWord, type Place, sameName } from "./place.ts";
import { isDefaultAccount } from "./principals.ts";

export const PROJECTS = "resourcemanager.projects";
const ABOVE_PROJECT: ReadonlySet<string> = new Set(["resourcemanager.folders", "resourcemanager.organizations"]);

/** The types of resources on which a grant can reach a place of a type at all. */
export const typesConcerning = (asked: string): readonly (string | undefined)[] => [
  ...new Set([undefined, asked, PROJECTS, ...ABOVE_PROJECT]),
];

/** Whether a grant on a type of resource can reach a place of a type at all. */
export const concerns = (type: string | undefined, asked: string): boolean =>
  type === undefined || type === asked || type === PROJECTS || ABOVE_PROJECT.has(type);

/** Whether the resource of a grant is the place or holds it; a doubt where it cannot be told. */
export function covers(grant: Binding, place: Place, graph: Graph): boolean | Doubt {
  const { type, fields } = grant.resource;
  if (type === undefined) return "resource";
  if (ABOVE_PROJECT.has(type)) return place.type === type ? sure(same(grant, place)) : "above";
  if (type === PROJECTS) return coversProject(grant, place, graph);
  if (type !== place.type) return false;
  if (type === "iam.serviceAccounts") return coversAccount(fields.name, grant.scope, place, graph);
  if (fields.project !== undefined && place.project !== undefined) {
    const project = isSameProject(fields.project, grant.scope, place.project, place.scope, graph);
    if (project === false) return false;
  }
  return sure(same(grant, place));
}

const sure = (answer: boolean | undefined): boolean | Doubt => answer ?? "resource";

function same({ resource, scope }: Binding, place: Place): boolean | undefined {
  const { name } = resource.fields;
  if (name === undefined) return undefined;
  const address = soleReference(name)?.target?.address;
  if (address !== undefined && place.address !== undefined && isSameAddress(address, place.address)) return true;
  return place.name === undefined ? undefined : sameName(name, scope, place.name, place.scope);
}

function coversProject(grant: Binding, place: Place, graph: Graph): boolean | Doubt {
  const project = place.type === PROJECTS ? place.name : place.project;
  const own = isSameProject(grant.resource.fields.name, grant.scope, project, place.scope, graph);
  if (place.account === undefined || place.account === "default") return sure(own);
  const home = projectOfKey(place.account);
  const granted = known(grant.resource.fields.name);
  if (home !== undefined && granted !== undefined) return lastWord(granted) === home || sureUnless(own);
  return sure(own);
}

/** An account that lives in another project than its workload: a grant on the workload's project may be meant for it. */
const sureUnless = (own: boolean | undefined): boolean | Doubt => (own === false ? false : "resource");

/** The project of an account, by its e-mail address. */
export const projectOfKey = (key: string): string | undefined =>
  /@([a-z][a-z0-9-]*)\.iam\.gserviceaccount\.com$/.exec(key)?.[1];

function coversAccount(name: Value | undefined, scope: string, place: Place, graph: Graph): boolean | Doubt {
  if (name === undefined || place.account === undefined) return "resource";
  const key = graph.accountOf(name, scope);
  if (key === undefined) return "resource";
  if (place.account === "default") return isDefaultAccount(name, key, graph);
  if (key === place.account) return true;
  return mayBeOne(key, place.account) ? "resource" : false;
}

/** Three-valued, also for values of different scopes. */
export function isSameProject(
  a: Value | undefined,
  aScope: string,
  b: Value | undefined,
  bScope: string,
  graph: Graph,
): boolean | undefined {
  if (aScope === bScope) return graph.sameProject(a, b, aScope);
  const [left, right] = [known(a), known(b)];
  if (left !== undefined && right !== undefined) return lastWord(left) === lastWord(right);
  const [first, second] = [a, b].map((value) => (value === undefined ? undefined : soleReference(value)?.target));
  return first !== undefined && first.address === second?.address ? true : undefined;
}
