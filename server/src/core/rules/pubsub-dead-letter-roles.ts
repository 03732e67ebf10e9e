import { lackingUse } from "../evidence/agent-uses.ts";
import type { AgentUse } from "../model/facts.ts";
import { nameOf } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const DELIVERS: ReadonlySet<AgentUse["purpose"]> = new Set(["dead-letter", "acknowledge"]);

export const pubsubDeadLetterRoles = defineRule({
  id: "pubsub-dead-letter-roles",
  title: "Pub/Sub may not deliver to the dead-letter topic",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "Messages that cannot be delivered are forwarded by Pub/Sub's own service agent: it publishes them to the dead-letter topic and acknowledges them on the subscription. Without both roles they stay where they are and are delivered again and again.",
  how: "Grant the agent `roles/pubsub.publisher` on the dead-letter topic and `roles/pubsub.subscriber` on the subscription.",
  silent:
    "In documents that explain, when the topic is not made in the workspace, when a grant to somebody who is not told may be it, and when it is handed to a module that is not read.",
  refs: ["https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions"],
  options: {},
  on: "agent-use",
  applies: ({ purpose, isExample }) => isExample !== true && DELIVERS.has(purpose),
  *check(use, world) {
    const name = nameOf(use.used);
    const isTopic = use.purpose === "dead-letter";
    const lacking = lackingUse(use, `\`${name}\``, world);
    if (lacking === undefined) return;
    const deed = isTopic
      ? `publish to dead-letter topic \`${name}\``
      : `take messages from \`${name}\` that it forwards`;
    yield {
      span: use.used.span,
      message: `Nothing in this workspace lets Pub/Sub's service agent, \`${lacking.address}\`, ${deed}.`,
      ...lacking.offer,
    };
  },
});
