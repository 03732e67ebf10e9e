import type { Workload } from "../../../model/facts.ts";
import type { Value } from "../../../model/value.ts";
import { optional } from "../bindings.ts";
import { knownText } from "../folded.ts";
import { attributeOf } from "../module.ts";
import { type Call, foldAt, makeValue, memberOf, outputOf, statementOfCall, valueAt } from "./call.ts";
import type { WorkloadShape } from "./shape.ts";
import { placesAt } from "./walk.ts";

/** What a call runs as a service account. An account that the module makes is known as little as its output is. */
export function readWorkload(call: Call, shape: WorkloadShape): Workload {
  return {
    kind: "workload",
    ...statementOfCall(call),
    type: typeOf(call, shape),
    ...optional("name", valueAt(call, shape.name, "resource")),
    ...optional("project", valueAt(call, "project_id", "resource")),
    ...optional("location", valueAt(call, shape.location, "resource")),
    ...optional("identity", identityOf(call, shape)),
    images: shape.images.flatMap((path) =>
      placesAt(call, path, "image").flatMap(({ folded }) =>
        folded.kind === "text" ? [makeValue(call, folded, "image")] : [],
      ),
    ),
    declared: true,
  };
}

/** A type that the table has no word for is that of the default: the kinds of a module differ in nothing else here. */
function typeOf(call: Call, { type, types = {} }: WorkloadShape): string {
  const written = knownText(foldAt(call, "type", "text"));
  return (written !== undefined && Object.hasOwn(types, written) ? types[written] : undefined) ?? type;
}

/** The identity: a new account where the module makes one, else the one that is named. */
function identityOf(call: Call, shape: WorkloadShape): Value | undefined {
  const named = shape.identity.map((path) => valueAt(call, path, "account")).find((value) => value !== undefined);
  if (named !== undefined && named.parts.length > 0) return named;
  return mayCreate(call, shape) ? outputOf(call, "service_account_email") : undefined;
}

/** Whether the module creates an account, or may do so for all that the arguments tell. */
function mayCreate(call: Call, { creates, createsByDefault, identity }: WorkloadShape): boolean {
  for (const path of creates) {
    const folded = foldAt(call, path, "text");
    if (folded !== undefined) return knownText(folded) !== "false";
  }
  return createsByDefault || [...creates, ...identity].some((path) => isUnclear(call, path));
}

/** Whether an argument is there but does not show what stands at the path. */
function isUnclear(call: Call, path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  const folded = attributeOf(call.reader.block, first) && foldAt(call, first, "text");
  if (folded === undefined || folded.kind === "null") return false;
  if (folded.kind === "mapping") return !folded.complete && memberOf(folded, rest[0] ?? "") === undefined;
  return rest.length > 0 || folded.kind === "sequence";
}
