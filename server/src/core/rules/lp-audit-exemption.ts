import { isHuman } from "../evidence/account-kinds.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Logs of what somebody has read or changed in the data. */
const OF_DATA: ReadonlySet<string> = new Set(["DATA_READ", "DATA_WRITE"]);

export const lpAuditExemption = defineRule({
  id: "lp-audit-exemption",
  title: "People whose access to data is not logged",
  severity: "info",
  strict: "warning",
  fix: "none",
  tier: 1,
  since: "0.3.0",
  why: "An exemption keeps what a principal does with the data out of the audit logs. It is meant for programs that would fill them; for people it hides who has looked at what.",
  how: "Take people and groups out of the exemption, and leave it to service accounts.",
  silent:
    "On service accounts and identities of pools, on other logs than those of data, in documents, and on members that are not known.",
  refs: ["https://cloud.google.com/logging/docs/audit/configure-data-access"],
  options: {},
  on: "audit-config",
  applies: ({ isExample }) => isExample !== true,
  *check({ logs }) {
    for (const { type, exempted } of logs) {
      const name = known(type) ?? "";
      if (!OF_DATA.has(name)) continue;
      for (const member of exempted)
        if (isHuman(member))
          yield { span: member.span, message: `What \`${display(member)}\` does is kept out of the \`${name}\` logs.` };
    }
  },
});
