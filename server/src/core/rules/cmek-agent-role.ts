import { lackingUse } from "../evidence/agent-uses.ts";
import { nameOf } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

export const cmekAgentRole = defineRule({
  id: "cmek-agent-role",
  title: "Service agent may not use the key",
  severity: "info",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A bucket, topic, disk or database with a key of one's own is encrypted by its product's service agent, which needs `roles/cloudkms.cryptoKeyEncrypterDecrypter` on that key. Without it the resource is not made.",
  how: "Grant the role on the key to the service agent, and let the resource depend on the grant.",
  silent:
    "In documents that explain, when the key is not made in the workspace, when it or its ring is granted to somebody who is not told, and when it is handed to a module that is not read.",
  refs: ["https://cloud.google.com/kms/docs/compatible-services"],
  options: {},
  on: "agent-use",
  applies: ({ purpose, isExample }) => isExample !== true && purpose === "encryption",
  *check(use, world) {
    const key = nameOf(use.used);
    const lacking = lackingUse(use, `key \`${key}\``, world);
    if (lacking === undefined) return;
    yield {
      span: use.used.span,
      message: `\`${use.source}\` is encrypted with key \`${key}\`, but nothing in this workspace lets the service agent, \`${lacking.address}\`, use it.`,
      ...lacking.offer,
    };
  },
});
