import { lacks } from "../access/access.ts";
import { type Called, calledBy } from "../access/calls-to.ts";
import { isHandedOver } from "../access/handed-over.ts";
import { isManagedHere } from "../access/managed-here.ts";
import { isDefaultAccount } from "../access/principals.ts";
import type { World } from "../access/world.ts";
import type { Binding, Caller, Workload } from "../model/facts.ts";
import type { Fix, LackedGrant } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import { shortName } from "../model/value-name.ts";
import { anchorFor } from "./anchor.ts";
import { memberOf } from "./identity-lacks.ts";
import { grantFix } from "./need-fixes.ts";
import { resourceOf } from "./own-resource.ts";
import { isOn, isOpen } from "./workload-settings.ts";
import { calledAs } from "./workload-words.ts";

/** A caller that surely may not call what it calls; without an identity, it calls as anyone. */
export interface Refused {
  readonly called: Called;
  readonly principal: string | undefined;
}

const ANYONE = "allusers";

export function refusedCall(caller: Caller, world: World): Refused | undefined {
  const called = calledBy(caller, world);
  if (called === undefined) return undefined;
  const { workload, permission, place } = called;
  if (OPEN.some((setting) => isOn(workload, setting) || isOpen(workload, setting))) return undefined;
  if (workload.address !== undefined && isHandedOver(workload.address, world)) return undefined;
  const principal = principalOf(caller, world);
  if (principal === undefined || isHandedOver(principal, world)) return undefined;
  if (!lacks(principal, [permission], place, world)) return undefined;
  return { called, principal: principal === ANYONE ? undefined : principal };
}

/** Callers that have an account of their own where none is named. */
const HAS_DEFAULT: ReadonlySet<string> = new Set(["eventarc.triggers", "run.executions"]);
const OPEN = ["invoker-check-disabled", "public", "iap"] as const;

/** As whom it calls; `undefined` where that comes from outside or has a number that is not in the code. */
function principalOf({ type, identity, token, scope }: Caller, { graph }: World): string | undefined {
  if (identity === undefined) return token === undefined && !HAS_DEFAULT.has(type) ? ANYONE : undefined;
  const key = graph.accountOf(identity, scope);
  if (key === undefined || isDefaultAccount(identity, key, graph)) return undefined;
  const principal = `serviceAccount:${key}`;
  return isManagedHere(principal, scope, graph) ? principal : undefined;
}

/** Grants the caller's account the right on what it calls. */
export function callerFix({ called, principal }: Refused, caller: Caller, world: World): readonly Fix[] {
  const member = caller.identity === undefined ? undefined : memberOf(caller.identity);
  const isWord = member !== undefined && known(member) !== undefined;
  const after =
    anchorFor(principal, caller, world) ?? (isWord ? anchorFor(principal, called.workload, world) : undefined);
  if (after === undefined || member === undefined) return [];
  const { role, place, workload } = called;
  const isProject = place.type === "resourcemanager.projects";
  if (isProject && place.name === undefined) return [];
  const resource = isProject
    ? { type: place.type, fields: place.name === undefined ? {} : { name: place.name } }
    : resourceOf(workload, place.type);
  const on = isProject ? "the project" : calledAs(workload);
  const anchor = isProject ? after : behindMaking(workload, after);
  return [grantFix(anchor, { role, member, resource, on, name: [shortName(member), "invoker"] })];
}

/** In a script, what is granted on a workload has to stand behind the command that makes it. */
const behindMaking = ({ source, span }: Workload, after: Binding): Binding =>
  /^gcloud\b/.test(source) && span.uri === after.span.uri && after.span.start < span.start ? { ...after, span } : after;

/** The grant that the call lacks: to the caller's account, or to everyone where it has none. */
export function lackedBy({ called }: Refused, { identity, head, scope }: Caller): readonly LackedGrant[] {
  const everyone: Value = { slot: "member", span: head, parts: [literal("allUsers")] };
  const member = identity === undefined ? everyone : memberOf(identity);
  const { role, workload, place } = called;
  return member === undefined ? [] : [{ role, member, resource: resourceOf(workload, place.type), scope }];
}
