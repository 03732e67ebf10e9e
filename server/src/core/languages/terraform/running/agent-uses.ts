import type { AgentUse, DomainMapping } from "../../../model/facts.ts";
import { providerOf } from "../appliers.ts";
import { optional } from "../bindings.ts";
import { instancesOf } from "../iteration.ts";
import type { Declaration } from "../module.ts";
import { type Reader, statementOf } from "../reading.ts";
import { valuesAt } from "./places.ts";
import type { Path } from "./workload-table.ts";

interface Use {
  readonly purpose: AgentUse["purpose"];
  readonly service: string;
  readonly at: Path;
}

const key = (service: string, at: Path): readonly Use[] => [
  { purpose: "encryption", service: `${service}.googleapis.com`, at },
];

const RUN = "run.googleapis.com";
const networkOf = (at: Path): readonly Use[] => [
  { purpose: "encryption", service: RUN, at: `${at}/encryption_key` },
  { purpose: "connector", service: RUN, at: `${at}/vpc_access/connector` },
  { purpose: "subnet", service: RUN, at: `${at}/vpc_access/network_interfaces/subnetwork` },
];

/** What service agents use for a resource, by its type. Source: the provider's schema and the products' pages on their agents. */
const USES: Readonly<Record<string, readonly Use[]>> = {
  google_artifact_registry_repository: key("artifactregistry", "kms_key_name"),
  google_bigquery_dataset: key("bigquery", "default_encryption_configuration/kms_key_name"),
  google_cloud_run_v2_job: networkOf("template/template"),
  google_cloud_run_v2_service: networkOf("template"),
  google_cloud_run_v2_worker_pool: networkOf("template"),
  google_compute_disk: key("compute", "disk_encryption_key/kms_key_self_link"),
  google_container_cluster: key("container", "database_encryption/key_name"),
  google_filestore_instance: key("file", "kms_key_name"),
  google_pubsub_subscription: [
    { purpose: "dead-letter", service: "pubsub.googleapis.com", at: "dead_letter_policy/dead_letter_topic" },
  ],
  google_pubsub_topic: key("pubsub", "kms_key_name"),
  google_redis_instance: key("redis", "customer_managed_key"),
  google_secret_manager_secret: key("secretmanager", "replication/auto/customer_managed_encryption/kms_key_name"),
  google_sql_database_instance: key("sqladmin", "encryption_key_name"),
  google_storage_bucket: key("storage", "encryption/default_kms_key_name"),
};

/** What the service agents of products do for a resource. */
export function readAgentUses(declaration: Declaration, outer: Reader): readonly AgentUse[] {
  const uses = Object.hasOwn(USES, declaration.type) ? (USES[declaration.type] ?? []) : [];
  if (uses.length === 0) return [];
  return instancesOf(declaration.block, outer.env).flatMap(({ env, key: instance }) => {
    const reader = outer.of(declaration.block, env);
    const { address, ...statement } = statementOf(declaration, env, instance);
    const common = {
      kind: "agent-use" as const,
      ...statement,
      ...optional("project", reader.value("project", "resource")),
    };
    return uses.flatMap(({ at, ...use }) =>
      valuesAt(reader, [at], "text").flatMap((used): readonly AgentUse[] => {
        const one = { ...common, ...use, used };
        const own =
          address === undefined || use.purpose !== "dead-letter" ? undefined : nameOf(declaration, address, reader);
        return own === undefined ? [one] : [one, { ...common, ...use, purpose: "acknowledge", used: own }];
      }),
    );
  });
}

/** The resource itself, by reference. */
function nameOf({ name }: Declaration, address: string, reader: Reader) {
  const span = reader.span({ start: reader.block.start, end: reader.block.labels.at(-1)?.end ?? reader.block.nameEnd });
  return {
    slot: "text" as const,
    span,
    parts: [{ kind: "reference" as const, text: `${name}.name`, span, target: { address, attribute: "name" } }],
  };
}

/** `google_cloud_run_domain_mapping`. */
export function readDomainMappings(declaration: Declaration, outer: Reader): readonly DomainMapping[] {
  return instancesOf(declaration.block, outer.env).map(({ env, key: instance }) => {
    const reader = outer.of(declaration.block, env);
    return {
      kind: "domain-mapping",
      ...statementOf(declaration, env, instance),
      ...optional("name", reader.value("name", "resource")),
      ...optional("project", reader.value("project", "resource")),
      ...providerOf(reader, declaration.source),
    };
  });
}
