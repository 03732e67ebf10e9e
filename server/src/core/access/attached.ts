import type { Workload } from "../model/facts.ts";
import { perWorld, type World } from "./world.ts";

/**
 * Everything to which whoever creates it attaches a service account: workloads, and callers with a token of one, which are given as
 * workloads.
 */
export const attached = perWorld(({ graph }: World): readonly Workload[] => [
  ...graph.workloads,
  ...graph
    .of("caller")
    .flatMap(({ kind: _, identity, token, target: __, ...rest }): readonly Workload[] =>
      identity === undefined || token === undefined || !isAccount(identity.slot)
        ? []
        : [{ ...rest, kind: "workload", identity, images: [], declared: true }],
    ),
]);

/** What Google makes for a resource, such as the writer of a sink, is attached by nobody. */
const isAccount = (slot: string): boolean => slot === "account";
