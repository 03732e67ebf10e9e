import { display, known, type Value } from "../model/value.ts";
import { isAssumedOf } from "./assumed.ts";
import { covers } from "./covers.ts";
import { mayGive } from "./grant-index.ts";
import { GRANTS_BY_DOMAIN, grantsNear, openGrantsAnywhere } from "./grant-lookups.ts";
import type { Place } from "./place.ts";
import type { World } from "./world.ts";

/** The service agent of Cloud Run, by the end of its address. */
export const RUN_AGENT = "@serverless-robot-prod.iam.gserviceaccount.com";

/**
 * Whether a grant near the place gives a service agent the permission, or may do so: to it by its address, to everyone, to a group, or
 * to somebody who is not told. An account that is declared is none of Google's own.
 */
export function agentMayHold(domain: string, permission: string, place: Place, world: World): boolean {
  const { graph } = world;
  if (isAssumedOf(domain, permission, place, world)) return true;
  const near = [
    ...scopesOf(place).flatMap((scope) => grantsNear(scope, place.type, graph)),
    ...graph.find(GRANTS_BY_DOMAIN, domain),
  ];
  const far = openGrantsAnywhere(place.type, graph).filter((grant) => covers(grant, place, graph) === true);
  return mayGive([...new Set([...near, ...far])], [permission], place.type, world).some(
    (grant) =>
      covers(grant, place, graph) !== false &&
      (!grant.complete || grant.members.some((member) => mayBeAgent(member, domain))),
  );
}

/** Where the place is used, and where it is declared: another module may make it, and grant on it there. */
const scopesOf = ({ scope, address }: Place): readonly string[] => [
  ...new Set([scope, ...(address === undefined ? [] : [address.slice(0, address.indexOf("#"))])]),
];

function mayBeAgent(member: Value, domain: string): boolean {
  const text = known(member);
  if (text !== undefined) return text.endsWith(domain) || /^(?:all|group:)/.test(text);
  return display(member).includes(domain) || !/\$\{google_service_account\./.test(display(member));
}
