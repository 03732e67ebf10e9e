import type { Workload } from "../../model/facts.ts";
import type { Slot } from "../../model/value.ts";
import { filled } from "./binding.ts";
import { LOCATION_FLAGS } from "./command-line.ts";
import type { Invocation, Match } from "./invocation.ts";
import { type Reading, toValue } from "./shell/fold.ts";
import { statementOf } from "./statement.ts";

/** Commands that make or change something that runs as a service account, with its type. */
export const WORKLOADS: Readonly<Record<string, string>> = {
  "run deploy": "run.services",
  "run jobs create": "run.jobs",
  "run jobs deploy": "run.jobs",
  "run jobs update": "run.jobs",
};

/** Commands that only make new ones: where they name no identity, the default one is taken. */
const CREATING = new Set(["run jobs create"]);

const FIELDS: Readonly<Record<"project" | "location" | "identity", readonly [slot: Slot, flags: readonly string[]]>> = {
  project: ["resource", ["--project"]],
  location: ["resource", LOCATION_FLAGS],
  identity: ["account", ["--service-account"]],
};

export function workloadOf(invocation: Invocation, match: Match, reading: Reading): Workload {
  const [name] = match.positionals;
  const fields = Object.entries(FIELDS).flatMap(([field, [slot, flags]]) => {
    const value = filled(invocation, flags, slot, reading);
    return value === undefined ? [] : [[field, value] as const];
  });
  const image = filled(invocation, ["--image"], "image", reading);
  return {
    kind: "workload",
    ...statementOf(invocation, match, reading),
    type: WORKLOADS[match.path] ?? "",
    ...(name && { name: toValue(name.fragment, "resource", reading) }),
    ...Object.fromEntries(fields),
    images: image === undefined ? [] : [image],
    declared: CREATING.has(match.path),
  };
}
