import type { Workload } from "../model/facts.ts";
import type { Value } from "../model/value.ts";
import { holds, lacks } from "./access.ts";
import { bestOf, type Holding } from "./holding.ts";
import { type Identity, identityOf, identityPlace } from "./identity-of.ts";
import { DOWNLOAD, repositoryOf } from "./image.ts";
import type { Place } from "./place.ts";
import { productOf } from "./products.ts";
import type { World } from "./world.ts";

export const ACT_AS = "iam.serviceAccounts.actAs";

/** What one must hold to deploy: the right on the workload, on its image, on its identity; and to execute it. */
export type NeedKind = "service" | "image" | "identity" | "run";

/** One thing that a deploy takes. */
export interface Need {
  readonly kind: NeedKind;
  /** Any one of them will do. */
  readonly permissions: readonly string[];
  readonly place: Place;
  /** The least role that gives it. */
  readonly role: string;
  readonly image?: Value;
  readonly identity?: Identity;
}

/** The workload as the resource on which one is granted roles. */
export const workloadPlace = ({ type, name, location, project, scope, address }: Workload): Place => ({
  type,
  name,
  location,
  project,
  scope,
  address,
});

const DEVELOPER: Readonly<Record<string, string>> = {
  run: "roles/run.developer",
  cloudfunctions: "roles/cloudfunctions.developer",
  workflows: "roles/workflows.editor",
};

/** What deploying a workload takes, as far as the code tells; what it does not tell is no need. */
export function needsOf(workload: Workload, world: World): readonly Need[] {
  const product = productOf(workload);
  if (product === undefined) return [];
  const place = workloadPlace(workload);
  const role = DEVELOPER[workload.type.split(".")[0] ?? ""] ?? "";
  const needs: Need[] = [{ kind: "service", permissions: product.deploys, place, role }];
  for (const need of [...imageNeeds(workload), identityNeed(workload, world)]) if (need !== undefined) needs.push(need);
  if (workload.type === "run.jobs")
    needs.push({ kind: "run", permissions: ["run.jobs.run"], place, role: "roles/run.jobsExecutor" });
  return needs;
}

export function identityNeed(workload: Workload, world: World): Need | undefined {
  const identity = identityOf(workload, world);
  if (identity === undefined) return undefined;
  return {
    kind: "identity",
    permissions: [ACT_AS],
    place: identityPlace(identity, workload),
    role: "roles/iam.serviceAccountUser",
    identity,
  };
}

/** One for each repository. */
export function imageNeeds(workload: Workload): readonly Need[] {
  if (productOf(workload)?.image !== true) return [];
  return workload.images.flatMap((image) => {
    const place = repositoryOf(image, workload.scope);
    return place === undefined
      ? []
      : [{ kind: "image" as const, permissions: [DOWNLOAD], place, role: "roles/artifactregistry.reader", image }];
  });
}

/** Whether a principal surely lacks what is needed. */
export const isUnmet = (principal: string, { permissions, place }: Need, world: World): boolean =>
  lacks(principal, permissions, place, world);

/** Whether a principal holds what is needed, and by which grants. */
export const met = (principal: string, { permissions, place }: Need, world: World): Holding =>
  bestOf(permissions.map((permission) => holds(principal, permission, place, world)));
