import type { Assumed } from "../model/assumed.ts";
import type { Binding, DenyPolicy } from "../model/facts.ts";

/** Why it cannot be told whether a grant gives what is asked for. */
export type Doubt =
  | "role"
  | "member"
  | "group"
  | "resource"
  | "above"
  | "condition"
  | "branch"
  | "handed-over"
  | "deny";

/** Whether a principal holds a permission on a resource, with the grants that tell so. */
export type Holding =
  | { readonly state: "granted"; readonly grants: readonly Binding[]; readonly assumed?: Assumed }
  | { readonly state: "unknown"; readonly grants: readonly Binding[]; readonly doubts: readonly Doubt[] }
  | { readonly state: "denied"; readonly grants: readonly Binding[]; readonly policy: DenyPolicy }
  | { readonly state: "missing" };

export const MISSING: Holding = { state: "missing" };

/** In plain words. */
export const DOUBTS: Readonly<Record<Doubt, string>> = {
  role: "a grant has a role whose permissions are not known",
  member: "a grant has members that are not known",
  group: "a group or another set of principals may hold it",
  resource: "a grant is on a resource that may be this one",
  above: "a grant is on a folder or an organization",
  condition: "a grant has a condition",
  branch: "a grant may not be there, depending on a value that is not known",
  "handed-over": "it is handed to a module that is not read",
  deny: "a deny policy may take it away",
};

/** The first that is granted, else the first of which it is not known; else missing. */
export function bestOf(holdings: readonly Holding[]): Holding {
  for (const state of ["granted", "unknown", "denied"] as const) {
    const found = holdings.find((one) => one.state === state);
    if (found !== undefined) return found;
  }
  return MISSING;
}
