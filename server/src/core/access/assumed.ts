import type { Graph } from "../graph/graph.ts";
import { mayBeOne } from "../graph/likeness.ts";
import type { Assumed } from "../model/assumed.ts";
import { known, literal, type Value } from "../model/value.ts";
import { lastWord, type Place } from "./place.ts";
import { DEFAULT_COMPUTE, DEFAULT_PRINCIPAL } from "./principals.ts";
import type { World } from "./world.ts";

/** The assumed grant that gives the principal the permission on the place. */
export const isAssumed = (principal: string, permission: string, place: Place, world: World): Assumed | undefined =>
  world.assumed?.find(
    (grant) => isOf(grant, principal, world) && isOn(grant, place, world) && gives(grant, permission, world),
  );

/** Whether the permission on the place is assumed to be granted to the service agent with such an end of its address. */
export const isAssumedOf = (domain: string, permission: string, place: Place, world: World): boolean =>
  world.assumed?.some(
    (grant) =>
      (grant.principal === "*" || grant.principal.toLowerCase().endsWith(domain)) &&
      isOn(grant, place, world) &&
      gives(grant, permission, world),
  ) === true;

/** By its member text, or a declared account by its own name. */
function isOf({ principal: text }: Assumed, principal: string, { graph }: World): boolean {
  if (text === "*") return true;
  if (principal === DEFAULT_PRINCIPAL) return text.endsWith(DEFAULT_COMPUTE);
  const [, prefix = "", rest = ""] = /^([A-Za-z]+:)?(.*)$/s.exec(text) ?? [];
  const isCased = /^principal/.test(prefix);
  if (mayBeOne(isCased ? text : `${prefix}${rest.toLowerCase()}`, principal)) return true;
  return isDeclaredAs(principal.replace(/^serviceAccount:/, ""), text, graph);
}

/** By the name of its block, or by its id. */
function isDeclaredAs(account: string, name: string, graph: Graph): boolean {
  const declaration = graph.declarationOf(account);
  return declaration?.address?.endsWith(`#${name}`) === true || known(declaration?.accountId) === name;
}

function gives({ role }: Assumed, permission: string, { catalog, graph }: World): boolean {
  const custom = graph.customRoleOf(asRole(role));
  if (custom !== undefined) return custom.permissions.some((one) => known(one) === permission);
  return catalog.holds(role, permission) ?? true;
}

const asRole = (role: string): Value => ({
  slot: "role",
  span: { uri: "", start: 0, end: 0 },
  parts: [literal(role)],
});

/** A resource that is not told in the code may be the one that is meant; a declared account goes by its own name, too. */
function isOn({ resource }: Assumed, place: Place, { graph }: World): boolean {
  if (resource === undefined || place.address?.endsWith(`#${resource}`) === true) return true;
  const project = /^(?:\/\/cloudresourcemanager\.googleapis\.com\/)?projects\/([^/]+)$/.exec(resource)?.[1];
  if (project !== undefined)
    return [undefined, project].includes(known(place.type === PROJECT ? place.name : place.project));
  if (place.account !== undefined && place.account !== "default")
    return mayBeOne(place.account, lastWord(resource).toLowerCase()) || isDeclaredAs(place.account, resource, graph);
  const name = place.name === undefined ? undefined : known(place.name);
  return name === undefined || lastWord(name) === lastWord(resource);
}

const PROJECT = "resourcemanager.projects";
