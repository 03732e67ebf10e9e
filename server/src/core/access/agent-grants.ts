import { display, known } from "../model/value.ts";
import { isAssumedOf } from "./assumed.ts";
import { covers } from "./covers.ts";
import { grantsHolding } from "./grant-index.ts";
import type { Place } from "./place.ts";
import { areJoined } from "./scopes.ts";
import type { World } from "./world.ts";

/** The service agent of Cloud Run, by the end of its address. */
export const RUN_AGENT = "@serverless-robot-prod.iam.gserviceaccount.com";

/**
 * Whether a grant near the place gives a service agent the permission, or may do so: to it by its address, to everyone, to a group, or
 * to somebody who is not told. An account that is declared is none of Google's own.
 */
export const agentMayHold = (domain: string, permission: string, place: Place, world: World): boolean =>
  isAssumedOf(domain, permission, place, world) ||
  grantsHolding(permission, place.type, world).all.some(
    (grant) =>
      covers(grant, place, world.graph) !== false &&
      (areJoined(grant.scope, place.scope) || grant.members.some((member) => display(member).includes(domain))) &&
      (!grant.complete ||
        grant.members.some((member) => {
          const text = known(member);
          return text === undefined
            ? display(member).includes(domain) || !/\$\{google_service_account\./.test(display(member))
            : text.endsWith(domain) || /^(?:all|group:)/.test(text);
        })),
  );
