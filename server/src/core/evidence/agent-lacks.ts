import type { World } from "../access/world.ts";
import type { Binding, Fact, Resource } from "../model/facts.ts";
import type { AgentMember, Finding } from "../model/finding.ts";
import { anchorFor } from "./anchor.ts";
import { grantFix } from "./need-fixes.ts";

/** What a finding offers where a service agent lacks a role: the grant behind others of the place, or word that it is made elsewhere. */
export function agentLacks(
  member: AgentMember,
  near: Fact,
  { role, resource, on }: { readonly role: string; readonly resource: Resource; readonly on: string },
  world: World,
): Pick<Finding, "fixes" | "lacks"> {
  const lacks = [{ role, member, resource, scope: near.scope }];
  const after = anchorFor(undefined, near, world);
  if (after === undefined || isTooEarly(after, near, resource)) return { lacks };
  const service = member.service.split(".")[0] ?? "agent";
  return {
    lacks,
    fixes: [
      grantFix(after, { role, member, resource, on, name: [service, "agent", role.split(".").at(-1) ?? "role"] }),
    ],
  };
}

/** In a script, what is granted on something has to stand behind the command that makes it. */
const isTooEarly = (after: Binding, near: Fact, resource: Resource): boolean =>
  /^gcloud\b/.test(near.source) && "type" in near && near.type === resource.type && after.span.start < near.span.start;

export const RUN_API = "run.googleapis.com";
