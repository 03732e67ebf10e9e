import { roleHolds } from "../access/role-holds.ts";
import type { World } from "../access/world.ts";
import type { Binding } from "../model/facts.ts";

/** What it takes to change the allow policy of a project. */
export const SET_POLICY = "resourcemanager.projects.setIamPolicy";

/** Whether surely none of the bindings that make up a project's policy lets anybody change it. */
export const isLocked = (policy: readonly Binding[], world: World): boolean =>
  policy.every((binding) => !binding.repeated && roleHolds(binding, SET_POLICY, world) === false);
