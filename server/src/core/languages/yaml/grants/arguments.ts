import { type Grant, isAgent } from "../../../model/finding.ts";
import { soleReference, type Value } from "../../../model/value.ts";
import type { Source } from "../../language.ts";
import { type GrantType, grantTypes } from "../../manifest/grant-types.ts";
import { accountName } from "../../manifest/resource-form.ts";
import { writeWhole } from "../../manifest/write.ts";
import type { Block } from "./lines.ts";

export const grantTypeOf = ({ resource: { type } }: Grant): GrantType | undefined =>
  type !== undefined && Object.hasOwn(grantTypes, type) ? grantTypes[type] : undefined;

/** How a form names a declared account; `undefined` where it has no words for it. */
export type NameReference = (value: Value) => string | undefined;

/** The arguments of a grant of a bridged provider; `undefined` where one of them cannot be written. */
export function argumentLines(
  grant: Grant,
  { args }: GrantType,
  referTo: NameReference,
  source: Source,
): Block | undefined {
  const lines: string[] = [];
  for (const [field, value] of Object.entries(grant.resource.fields)) {
    const arg = args[field];
    if (arg === undefined) return undefined;
    const line = argumentLine(arg, value, referTo, source);
    if (line === undefined) return undefined;
    lines.push(line);
  }
  const member =
    isAgent(grant.member) || isObject(grant.member) ? undefined : writeWhole(grant.member.parts, "plain", source);
  const isNamed = Object.keys(grant.resource.fields).some(
    (field) => args[field] !== "project" || args.name === "project",
  );
  return member === undefined || !isNamed ? undefined : [...lines, `role: ${grant.role}`, `member: ${member}`];
}

function argumentLine(arg: string, value: Value, referTo: NameReference, source: Source): string | undefined {
  const reference = referTo(value);
  if (reference !== undefined)
    return reference.startsWith("$") ? `${arg}: ${reference}` : `${arg}Ref: {name: ${reference}}`;
  if (isObject(value)) return undefined;
  const parts = arg === "serviceAccountId" ? accountName(value) : value.parts;
  const text = parts && writeWhole(parts, "plain", source);
  return text === undefined ? undefined : `${arg}: ${text}`;
}

/** Whether the name of an object stands for the value, which is not its text. */
const isObject = (value: Value): boolean => {
  const reference = soleReference(value);
  return reference?.target !== undefined && /#[A-Z]\w*\//.test(reference.target.address);
};
