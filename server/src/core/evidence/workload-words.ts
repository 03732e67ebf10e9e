import type { Identity } from "../access/identity-of.ts";
import { productOf } from "../access/products.ts";
import type { Workload } from "../model/facts.ts";
import { display, type Value } from "../model/value.ts";
import { nameOf } from "../model/value-name.ts";

/** A member as people call it. */
export const who = (member: Value): string => `\`${nameOf(member)}\``;

/** A workload as people call it: its product and its name. */
export const calledAs = (workload: Workload): string => {
  const name = workload.name === undefined ? workload.source : display(workload.name);
  return `${productOf(workload)?.noun ?? "workload"} \`${name}\``;
};

/** The first of some workloads, and how many others there are. */
export function calledAll(workloads: readonly Workload[]): string {
  const [first] = workloads;
  if (first === undefined) return "";
  const others = workloads.length - 1;
  return others === 0 ? calledAs(first) : `${calledAs(first)} and ${others} more`;
}

export const accountName = ({ value }: Identity): string =>
  value === undefined ? "of the project, its default compute service account" : `\`${accountText(value)}\``;

export const runsAs = ({ value }: Identity): string =>
  value === undefined ? "runs as the default compute service account" : `runs as \`${accountText(value)}\``;

/** The identity as the one who needs something. */
export const identityName = ({ value }: Identity): string =>
  value === undefined ? "the default compute service account" : `\`${accountText(value)}\``;

/** An account by its address, whatever stands in front of it. */
const accountText = (value: Value): string => nameOf(value).replace(/^projects\/[^/]*\/serviceAccounts\//, "");
