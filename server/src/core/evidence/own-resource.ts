import type { Resource, Workload } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";

const FIELDS = ["name", "location", "project"] as const;

/** A workload as the resource of a grant: by references to its declaration where a grant of the same scope can make them. */
export function resourceOf(workload: Workload, type: string): Resource {
  const { address, scope, head } = workload;
  const object = address?.startsWith(`${scope}#google_`) === true ? address.slice(scope.length + 1) : undefined;
  const isSingle = object !== undefined && !object.includes("[");
  const entries = FIELDS.flatMap((field) => {
    const own = workload[field];
    if (own === undefined) return [];
    if (address === undefined || !isSingle || (field !== "name" && known(own) === undefined))
      return [[field, own] as const];
    const text = `${object}.${field}`;
    const value: Value = {
      slot: "resource",
      span: head,
      parts: [{ kind: "reference", text, span: head, target: { address, attribute: field } }],
    };
    return [[field, field === "name" ? value : own] as const];
  });
  return { type, fields: Object.fromEntries(entries) };
}
