import type { Workload } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { optional } from "./bindings.ts";
import { childrenOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";

interface WorkloadType {
  readonly type: string;
  /** Nested blocks down to the one that holds the identity and the containers. */
  readonly path: readonly string[];
  readonly identity: string;
}

/** Cloud Run resources, and where they name the service account that they run as. */
const WORKLOADS: Readonly<Record<string, WorkloadType>> = {
  google_cloud_run_service: { type: "run.services", path: ["template", "spec"], identity: "service_account_name" },
  google_cloud_run_v2_service: { type: "run.services", path: ["template"], identity: "service_account" },
  google_cloud_run_v2_job: { type: "run.jobs", path: ["template", "template"], identity: "service_account" },
  google_cloud_run_v2_worker_pool: { type: "run.workerpools", path: ["template"], identity: "service_account" },
};

/** Fact of a resource that runs as a service account; `undefined` for any other resource type. */
export function readWorkload(declaration: Declaration, reader: Reader): Workload | undefined {
  const shape = Object.hasOwn(WORKLOADS, declaration.type) ? WORKLOADS[declaration.type] : undefined;
  if (shape === undefined) return undefined;
  const inner = shape.path.reduce((at, name) => at.flatMap((one) => childReaders(one, name)), [reader]);
  const containers = inner.flatMap((one) => childReaders(one, "containers"));
  return {
    kind: "workload",
    ...statementOf(declaration, reader.env),
    type: shape.type,
    ...optional("name", reader.value("name", "resource")),
    ...optional("project", reader.value("project", "resource")),
    ...optional("location", reader.value("location", "resource")),
    ...optional("identity", first(inner.map((one) => one.value(shape.identity, "account")))),
    images: containers.map((one) => one.value("image", "image")).filter((image) => image !== undefined),
    declared: true,
  };
}

const childReaders = (reader: Reader, name: string): readonly Reader[] =>
  childrenOf(reader.block, name, reader.env).map(({ block, env }) => reader.of(block, env));

const first = (values: readonly (Value | undefined)[]): Value | undefined =>
  values.find((value) => value !== undefined);
