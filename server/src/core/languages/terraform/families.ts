import { type TerraformFamily, terraformFamilies } from "../../model/tables/terraform.ts";

export type Kind = "member" | "binding" | "policy";

/** A `google_*_iam_*` resource type, taken apart. */
export interface IamType {
  /** What stands before `_iam_`. */
  readonly base: string;
  readonly kind: Kind;
  /** Absent for a family that the table does not know. */
  readonly family: TerraformFamily | undefined;
}

const IAM_TYPE = /^(google_\w+)_iam_(member|binding|policy)$/;

/** `undefined` for any other type. */
export function iamTypeOf(type: string): IamType | undefined {
  const match = IAM_TYPE.exec(type);
  const base = match?.[1];
  const kind = match?.[2];
  if (base === undefined || kind === undefined) return undefined;
  return { base, kind: kind as Kind, family: familyOf(base) };
}

export const familyOf = (base: string): TerraformFamily | undefined =>
  Object.hasOwn(terraformFamilies, base) ? terraformFamilies[base] : undefined;

/** The type of the resource that carries the policy; absent when it is not sure. */
export const resourceTypeOf = (family: TerraformFamily | undefined): string | undefined =>
  family === undefined || family.guessed === true ? undefined : family.type;

const LOCATIONS: ReadonlySet<string> = new Set(["location", "region", "zone"]);

/** The argument that identifies the resource among its siblings: the last required one that is no place. */
export const identifierOf = (family: TerraformFamily): string | undefined =>
  Object.entries(family.args)
    .filter(([name, need]) => need === "required" && !LOCATIONS.has(name))
    .at(-1)?.[0];

/** The field of a resource that an argument fills. */
export function fieldOf(family: TerraformFamily | undefined, argument: string): string {
  if (family !== undefined && argument === identifierOf(family)) return "name";
  return LOCATIONS.has(argument) ? "location" : argument;
}
