import type { Graph } from "../graph/graph.ts";
import { known, leading, type Part, trailing, type Value } from "../model/value.ts";

const DEFAULT_ACCOUNT = /-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$/;

/** Whether a member is surely the default service account of Compute Engine or App Engine in a project. */
export function isDefaultAccount(member: Value, scope: string, graph: Graph): boolean {
  if (DEFAULT_ACCOUNT.test(trailing(member))) return true;
  const key = member.parts.some(isLookedUp) ? graph.accountOf(member, scope) : undefined;
  return key !== undefined && graph.declarationOf(key)?.isDefault === true;
}

/** Accounts that are looked up: no other declared account is a default one. */
const isLookedUp = (part: Part): boolean =>
  part.kind === "reference" && part.target?.address.includes("#data.") === true;

/** Whether a member is surely a person, a group or a domain. */
export const isHuman = (member: Value): boolean => /^(?:user|group|domain):/.test(leading(member));

/** Whether a member is surely a service account, as it is written or declared. */
export function isServiceAccount(member: Value, scope: string, graph: Graph): boolean {
  if (leading(member).startsWith("serviceAccount:")) return true;
  const key = known(member) === undefined ? graph.accountOf(member, scope) : undefined;
  return key !== undefined && graph.declarationOf(key) !== undefined;
}

/** The e-mail address behind the prefix of a wholly known service account. */
export const accountEmail = (member: Value): string | undefined =>
  /^serviceAccount:(.+)$/.exec(known(member) ?? "")?.[1];
