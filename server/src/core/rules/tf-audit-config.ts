import { hasStandIn } from "../evidence/unknown-marks.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const LOG_TYPES = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];
const SERVICE = /^(?:allServices|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.googleapis\.com)$/;
/** What a log type has in it; another word may stand for one. */
const LIKE_A_TYPE = /read|write|admin|data/i;

export const tfAuditConfig = defineRule({
  id: "tf-audit-config",
  title: "Audit configuration that the API refuses",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "An audit configuration is about `allServices` or one service such as `storage.googleapis.com`, and turns on the log types `ADMIN_READ`, `DATA_READ` and `DATA_WRITE`. Writes of administrators are always logged: there is no `ADMIN_WRITE`.",
  how: "Use one of these names.",
  silent: "On values that are not known, and on words that are to be filled in.",
  refs: ["https://cloud.google.com/logging/docs/audit/configure-data-access"],
  options: {},
  on: "audit-config",
  *check({ service, logs }) {
    const text = known(service);
    if (service !== undefined && text !== undefined && !SERVICE.test(text) && !hasStandIn(service))
      yield findingOf(service, "service", "`allServices` or `NAME.googleapis.com`", serviceMeant(text));
    for (const { type } of logs) {
      const name = known(type);
      if (type === undefined || name === undefined || LOG_TYPES.includes(name) || !LIKE_A_TYPE.test(name)) continue;
      const meant = LOG_TYPES.find((one) => one === name.toUpperCase());
      yield findingOf(type, "log type", "`ADMIN_READ`, `DATA_READ` or `DATA_WRITE`", meant);
    }
  },
});

function serviceMeant(text: string): string | undefined {
  if (/^all_?services$/i.test(text)) return "allServices";
  return /^[a-z0-9]+$/.test(text) ? `${text}.googleapis.com` : undefined;
}

const findingOf = (value: Value, what: string, forms: string, meant: string | undefined): Finding => ({
  span: value.span,
  message: `\`${known(value)}\` is no ${what} of an audit configuration, which is ${forms}.`,
  fixes: meant === undefined ? [] : [replacement(value, meant)],
});

const replacement = (value: Value, meant: string): Fix => ({
  title: `Replace with \`${meant}\``,
  safety: "unsafe",
  changes: [{ kind: "replace", value, with: [literal(meant)] }],
});
