import type { AuditConfig } from "../../model/facts.ts";
import { optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Node } from "./tree.ts";

/** Reads `{service, auditLogConfigs}`, which a policy holds for each service. */
export function readAudit(
  config: Node | undefined,
  statement: Pick<AuditConfig, "span" | "head" | "source">,
  reading: Reading,
): void {
  if (config === undefined || reading.isFull) return;
  const service = reading.value(at(config, "service"), "text");
  const logs = itemsOf(at(config, "auditLogConfigs")).map((log) => ({
    ...optional("type", reading.value(at(log, "logType"), "text")),
    exempted: reading.list(at(log, "exemptedMembers"), "member"),
  }));
  reading.facts.push({
    kind: "audit-config",
    ...statement,
    scope: reading.scope,
    ...optional("service", service),
    logs,
  });
}
