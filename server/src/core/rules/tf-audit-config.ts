import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfAuditConfig = defineRule({
  id: "tf-audit-config",
  title: "Audit configuration that the API refuses",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "An audit configuration is about `allServices` or one service such as `storage.googleapis.com`, and turns on the log types `ADMIN_READ`, `DATA_READ` and `DATA_WRITE`. Writes of administrators are always logged: there is no `ADMIN_WRITE`.",
  how: "Use one of these names.",
  silent: "On values that are not known.",
  refs: ["https://cloud.google.com/logging/docs/audit/configure-data-access"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-audit-config",
  *check(flaw) {
    const { field, text } = flaw.words;
    const forms =
      field === "service" ? "`allServices` or `NAME.googleapis.com`" : "`ADMIN_READ`, `DATA_READ` or `DATA_WRITE`";
    yield {
      span: flaw.at,
      message: `\`${text}\` is no \`${field}\` of an audit configuration, which is ${forms}.`,
      fixes: flawFixes(flaw, "unsafe"),
    };
  },
});
