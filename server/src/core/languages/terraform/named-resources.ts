import type { NamedResource } from "../../model/facts.ts";
import { known } from "../../model/value.ts";
import { optional } from "./bindings.ts";
import { instancesOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";

interface NamedType {
  /** Permission prefix of the type. */
  readonly type: string;
  /** The argument with the name. */
  readonly name: string;
  /** What it lies in: other resources of the type may have the same name elsewhere. */
  readonly within: readonly ("project" | "location")[];
}

/** Resources that carry an allow policy and run as nobody, and the data sources of the same names. Source: the provider's schema. */
const TYPES: Readonly<Record<string, NamedType>> = {
  google_artifact_registry_repository: {
    type: "artifactregistry.repositories",
    name: "repository_id",
    within: ["project", "location"],
  },
  google_project: { type: "resourcemanager.projects", name: "project_id", within: [] },
  google_pubsub_subscription: { type: "pubsub.subscriptions", name: "name", within: ["project"] },
  google_pubsub_topic: { type: "pubsub.topics", name: "name", within: ["project"] },
  google_secret_manager_secret: { type: "secretmanager.secrets", name: "secret_id", within: ["project"] },
  google_storage_bucket: { type: "storage.buckets", name: "name", within: ["project"] },
};

/** What a resource or a data source is called, where that is known: one fact for each instance that is told apart. */
export function readNamedResources(declaration: Declaration, outer: Reader): readonly NamedResource[] {
  const named = Object.hasOwn(TYPES, declaration.type) ? TYPES[declaration.type] : undefined;
  if (named === undefined) return [];
  return instancesOf(declaration.block, outer.env).flatMap(({ env, key }): readonly NamedResource[] => {
    const reader = outer.of(declaration.block, env);
    const name = reader.value(named.name, "resource");
    if (name === undefined || known(name) === undefined) return [];
    const place = named.within.map((argument) => optional(argument, reader.value(argument, "resource")));
    return [
      {
        kind: "resource",
        ...statementOf(declaration, env, key),
        type: named.type,
        name,
        ...Object.assign({}, ...place),
      },
    ];
  });
}
