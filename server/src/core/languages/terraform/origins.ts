import type { Origin } from "../../model/facts.ts";
import { optional } from "./bindings.ts";
import { instancesOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";
import { blocksAt } from "./running/places.ts";

/** Facts of `google_project_service`, which enables an API. */
export function readServices(declaration: Declaration, outer: Reader): readonly Origin[] {
  return instancesOf(declaration.block, outer.env).flatMap(({ env, key }): readonly Origin[] => {
    const reader = outer.of(declaration.block, env);
    const name = reader.value("service", "text");
    const project = reader.value("project", "resource");
    if (name === undefined) return [];
    return [
      {
        kind: "origin",
        ...statementOf(declaration, env, key),
        brings: "agents",
        name,
        ...optional("project", project),
      },
    ];
  });
}

/** Facts of clusters that say which pool their pods get identities of. */
export function readPools(declaration: Declaration, reader: Reader): readonly Origin[] {
  if (declaration.type !== "google_container_cluster") return [];
  return blocksAt(reader, "workload_identity_config").flatMap((inner): readonly Origin[] => {
    const name = inner.value("workload_pool", "text");
    return name === undefined
      ? []
      : [{ kind: "origin", ...statementOf(declaration, reader.env), brings: "pool", name }];
  });
}
