import { literal, type Part, soleReference, type Value } from "../../model/value.ts";
import { MEMBER_SOURCES } from "./config-connector-iam.ts";

/** An object of Config Connector that a value refers to. */
export interface NamedObject {
  readonly kind: string;
  /** As it is to be written. */
  readonly name: readonly Part[];
}

/** The object of this folder that the value refers to. */
export function namedObject(value: Value, scope: string): NamedObject | undefined {
  const reference = soleReference(value);
  const address = reference?.target?.address;
  if (reference === undefined || address?.startsWith(`${scope}#`) !== true) return undefined;
  const [kind = "", name] = address.slice(scope.length + 1).split("/");
  if (name === undefined) return undefined;
  return { kind, name: name.includes("${") ? [{ ...reference, text: name }] : [literal(name)] };
}

/** The field of `memberFrom` for a kind of object. */
export const memberField = (kind: string): string | undefined =>
  Object.entries(MEMBER_SOURCES).find(([, source]) => source === kind)?.[0];
