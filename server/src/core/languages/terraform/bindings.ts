import type { Binding, Condition, Resource } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { fieldOf, type IamType, resourceTypeOf } from "./families.ts";
import { childrenOf, type Instance, instancesOf } from "./iteration.ts";
import { attributeOf, attributesOf, type Declaration } from "./module.ts";
import { type Choices, type Reader, statementOf } from "./reading.ts";

/** Arguments that do not say which resource is meant. */
const NOT_IDENTIFYING: ReadonlySet<string> = new Set([
  "role",
  "member",
  "members",
  "policy_data",
  "for_each",
  "count",
  "provider",
  "depends_on",
  "etag",
  "id",
]);

/** Facts of a `google_*_iam_member` or `google_*_iam_binding` resource: one for each instance and each role that it may have. */
export function readGrants(declaration: Declaration, type: IamType, reader: Reader): readonly Binding[] {
  return instancesOf(declaration.block, reader.env).flatMap((instance) =>
    readGrant(declaration, type, reader, instance),
  );
}

function readGrant(
  declaration: Declaration,
  { family, kind }: IamType,
  outer: Reader,
  instance: Instance,
): readonly Binding[] {
  const reader = outer.of(declaration.block, instance.env);
  const roles = reader.choices("role", "role", resourceTypeOf(family));
  const members = readMembers(reader);
  const repeated = instance.repeated || !roles.isSure || !members.isSure;
  const binding: Binding = {
    kind: "binding",
    ...statementOf(declaration, instance.env, instance.key),
    effect: "grant",
    authority: kind === "binding" ? "role" : "member",
    resource: readResource(reader, family),
    members: members.values,
    complete: members.complete,
    ...optional("condition", readCondition(reader)),
    ...(attributeOf(declaration.block, "depends_on") === undefined ? {} : { waits: true as const }),
    ...(repeated ? { repeated: true } : {}),
    ...(instance.doubtful || !roles.isSure || !members.isSure ? { conditional: true } : {}),
  };
  return withRoles(binding, roles);
}

/** A binding for each role; one without a role when there is none. */
export const withRoles = (binding: Binding, { values }: Choices): readonly Binding[] =>
  values.length === 0 ? [binding] : values.map((role) => ({ role, ...binding }));

interface Members extends Choices {
  readonly complete: boolean;
}

/** What `member` and `members` say together. */
export function readMembers(reader: Reader): Members {
  const single = reader.choices("member", "member");
  const { values, complete } = reader.list("members", "member");
  const isOnly = single.isSure || single.values.length === 0;
  return { values: [...single.values, ...values], complete: complete && isOnly, isSure: single.isSure };
}

/** The resource that the arguments of a block identify. */
export function readResource(reader: Reader, family: IamType["family"]): Resource {
  const fields: Record<string, Value> = {};
  for (const attribute of attributesOf(reader.block)) {
    if (family === undefined ? NOT_IDENTIFYING.has(attribute.name) : !Object.hasOwn(family.args, attribute.name))
      continue;
    const value = reader.valueAt(attribute, "resource");
    if (value !== undefined) fields[fieldOf(family, attribute.name)] = value;
  }
  return { fields, ...optional("type", resourceTypeOf(family)), ...optional("provider", aliasOf(reader)) };
}

/** The configuration of the provider that a block names, where that has an alias. */
function aliasOf({ block, env }: Reader): string | undefined {
  const value = attributeOf(block, "provider")?.value;
  const text = value === undefined ? "" : env.source.text.slice(value.start, value.end).replaceAll('"', "");
  return text.includes(".") ? text : undefined;
}

/** The condition of a block that grants; a dynamic one counts as present. */
export function readCondition(reader: Reader): Condition | undefined {
  const [child] = childrenOf(reader.block, "condition", reader.env);
  if (child === undefined) return undefined;
  const inner = reader.of(child.block, child.env);
  return {
    span: reader.span(child.written),
    ...optional("title", inner.value("title", "text")),
    ...optional("description", inner.value("description", "text")),
    ...optional("expression", inner.value("expression", "condition")),
  };
}

/** A member that may be left out of an object. */
export const optional = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });
