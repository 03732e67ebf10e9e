import { literal, type Part, soleReference, type Value } from "../../model/value.ts";
import { MEMBER_SOURCES } from "./config-connector-iam.ts";

/** An object of Config Connector that a value refers to. */
export interface NamedObject {
  readonly kind: string;
  /** As it is to be written. */
  readonly name: readonly Part[];
  /** Where it is told. */
  readonly namespace?: string;
}

/** The object of this folder that the value refers to. */
export function namedObject(value: Value, scope: string): NamedObject | undefined {
  const reference = soleReference(value);
  const address = reference?.target?.address;
  if (reference === undefined || address?.startsWith(`${scope}#`) !== true) return undefined;
  const [kind = "", ...path] = address.slice(scope.length + 1).split("/");
  const name = path.at(-1);
  if (name === undefined) return undefined;
  const written = name.includes("${") ? [{ ...reference, text: name }] : [literal(name)];
  return { kind, name: written, ...(path.length > 1 ? { namespace: path.slice(0, -1).join("/") } : {}) };
}

/** The field of `memberFrom` for a kind of object. */
export const memberField = (kind: string): string | undefined =>
  Object.entries(MEMBER_SOURCES).find(([, source]) => source === kind)?.[0];

/** The namespace to be written for an object that a document of another namespace names; `undefined` when it needs none. */
export const foreignNamespace = ({ namespace }: NamedObject, own: string | undefined): string | undefined =>
  namespace === own || namespace?.includes("${") === true ? undefined : namespace;
