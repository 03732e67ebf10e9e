import { lacks } from "../access/access.ts";
import { isHandedOver } from "../access/handed-over.ts";
import { anchorFor } from "../evidence/anchor.ts";
import { memberOf } from "../evidence/identity-lacks.ts";
import { grantFix } from "../evidence/need-fixes.ts";
import { who } from "../evidence/workload-words.ts";
import { known } from "../model/value.ts";
import { shortName } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const ROLE = "roles/eventarc.eventReceiver";
const PROJECTS = "resourcemanager.projects";
const PUBSUB_MESSAGE = "google.cloud.pubsub.topic.v1.messagePublished";

export const eventarcTriggerRoles = defineRule({
  id: "eventarc-trigger-roles",
  title: "Account of an Eventarc trigger may not receive events",
  severity: "info",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "The service account of a trigger needs `eventarc.events.receiveEvent` on the project to receive events of Google's services, such as audit logs and Cloud Storage. Messages of Pub/Sub need no such right, which is why this is only a piece of information.",
  how: `Grant \`${ROLE}\` on the project to the account.`,
  silent:
    "On triggers for Pub/Sub messages, when the account holds the permission or may hold it by a grant with an unknown role or member, when nothing in the workspace is granted to it, and when it comes from outside the code.",
  refs: ["https://cloud.google.com/eventarc/docs/roles-permissions"],
  options: {},
  on: "caller",
  applies: ({ type, identity, event }) =>
    type === "eventarc.triggers" && identity !== undefined && known(event) !== PUBSUB_MESSAGE,
  *check(caller, world) {
    const { identity, project, scope } = caller;
    const key = identity === undefined ? undefined : world.graph.accountOf(identity, scope);
    if (identity === undefined || key === undefined) return;
    const principal = `serviceAccount:${key}`;
    if (world.graph.grantsTo(principal).length === 0 || isHandedOver(principal, world)) return;
    const place = { type: PROJECTS, name: project, scope };
    if (!lacks(principal, ["eventarc.events.receiveEvent"], place, world)) return;
    const after = anchorFor(principal, caller, world);
    const member = memberOf(identity);
    const home = project ?? (after?.resource.type === PROJECTS ? after.resource.fields.name : undefined);
    const wanted = member && {
      role: ROLE,
      member,
      resource: { type: PROJECTS, fields: home === undefined ? {} : { name: home } },
      on: "the project",
      name: [shortName(member), "receiver"],
    };
    yield {
      span: identity.span,
      message: `Nothing in this workspace lets ${who(identity)} receive events, which its trigger needs${known(caller.event) === undefined ? " unless it only takes Pub/Sub messages" : ""}.`,
      fixes: after === undefined || wanted === undefined ? [] : [grantFix(after, wanted)],
    };
  },
});
