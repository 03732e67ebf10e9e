import type { AuditConfig } from "../../model/facts.ts";
import { optional } from "./bindings.ts";
import { instancesOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";
import { blocksAt } from "./running/places.ts";

const RESOURCE = /^google_\w+_iam_audit_config$/;

/** Facts of a `google_*_iam_audit_config`, or of the blocks `audit_config` in a document of a policy. */
export function readAuditConfigs(declaration: Declaration, outer: Reader): readonly AuditConfig[] {
  const { isData, type, block } = declaration;
  const isPolicy = isData && type === "google_iam_policy";
  if (!isPolicy && (isData || !RESOURCE.test(type))) return [];
  return instancesOf(block, outer.env).flatMap(({ env, key }) => {
    const reader = outer.of(block, env);
    const { address: _, ...statement } = statementOf(declaration, env, key);
    if (!isPolicy) return [{ ...readConfig(reader, "audit_log_config"), ...statement }];
    return blocksAt(reader, "audit_config").map((config) => ({
      ...readConfig(config, "audit_log_configs"),
      ...statement,
    }));
  });
}

const readConfig = (reader: Reader, logs: string): Pick<AuditConfig, "kind" | "service" | "logs"> => ({
  kind: "audit-config",
  ...optional("service", reader.value("service", "text")),
  logs: blocksAt(reader, logs).map((log) => ({
    ...optional("type", log.value("log_type", "text")),
    exempted: log.list("exempted_members", "member").values,
  })),
});
