import type { Binding, Resource } from "../../model/facts.ts";
import { isAccountText, isEmailReference } from "../../model/principal.ts";
import { known, literal, type Part, soleReference, type Value } from "../../model/value.ts";
import { optional } from "./bindings.ts";
import { childrenOf, type Instance, instancesOf } from "./iteration.ts";
import { attributeOf, type Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";

const TYPE = "bigquery.datasets";
/** Roles of BigQuery's own that are no roles of IAM. */
const LEGACY = /^(?:OWNER|WRITER|READER)$/;

/** Facts of the `access` blocks of a dataset, which are all of its access where there are any. */
export function readDatasetAccess(declaration: Declaration, outer: Reader): readonly Binding[] {
  return instancesOf(declaration.block, outer.env).flatMap((instance) => {
    const reader = outer.of(declaration.block, instance.env);
    const resource = resourceOf(reader);
    return childrenOf(declaration.block, "access", instance.env).flatMap((child) => {
      const inner = outer.of(child.block, child.env);
      const { written } = child;
      const place = {
        span: outer.span(written),
        head: outer.span({ start: written.start, end: written.labels.at(-1)?.end ?? written.nameEnd }),
      };
      const found = readAccess(declaration, inner, instance, resource, "policy");
      return found.map((binding) => ({ ...binding, ...place, ...(child.repeated ? { repeated: true } : {}) }));
    });
  });
}

/** Facts of `google_bigquery_dataset_access`, which adds one principal. */
export function readOneDatasetAccess(declaration: Declaration, outer: Reader): readonly Binding[] {
  return instancesOf(declaration.block, outer.env).flatMap((instance) => {
    const reader = outer.of(declaration.block, instance.env);
    return readAccess(declaration, reader, instance, resourceOf(reader), "member");
  });
}

const resourceOf = (reader: Reader): Resource => ({
  type: TYPE,
  fields: {
    ...optional("name", reader.value("dataset_id", "resource")),
    ...optional("project", reader.value("project", "resource")),
  } as Resource["fields"],
});

/** An entry without a role shares a view, a routine or another dataset: it grants no principal anything. */
function readAccess(
  declaration: Declaration,
  reader: Reader,
  { env, key, repeated }: Instance,
  resource: Resource,
  authority: Binding["authority"],
): readonly Binding[] {
  if (attributeOf(reader.block, "role") === undefined) return [];
  const role = reader.value("role", isLegacy(reader) ? "text" : "role", TYPE);
  const members = membersOf(reader);
  return [
    {
      kind: "binding",
      ...statementOf(declaration, env, key),
      effect: "grant",
      authority,
      resource,
      ...(isLegacy(reader) ? {} : optional("role", role)),
      members,
      complete: members.length > 0,
      ...(repeated ? { repeated: true } : {}),
    },
  ];
}

const isLegacy = (reader: Reader): boolean => LEGACY.test(known(reader.value("role", "text")) ?? "");

/** What BigQuery calls the kinds of principals, and how the members of an allow policy begin. */
const BEGINNINGS: Readonly<Record<string, (value: Value) => string | undefined>> = {
  user_by_email: (value) => {
    const reference = soleReference(value);
    if (isAccountText(value) || (reference !== undefined && isEmailReference(reference))) return "serviceAccount:";
    return known(value) === undefined ? undefined : "user:";
  },
  group_by_email: () => "group:",
  domain: () => "domain:",
  special_group: () => "",
};

function membersOf(reader: Reader): readonly Value[] {
  const whole = reader.value("iam_member", "member");
  const others = Object.entries(BEGINNINGS).flatMap(([name, beginning]) => {
    const attribute = attributeOf(reader.block, name);
    const value = attribute && reader.valueAt(attribute, "text");
    const prefix = value && beginning(value);
    if (attribute === undefined || value === undefined || prefix === undefined) return [];
    return [{ ...value, span: reader.span(attribute), parts: prefixed(prefix, value.parts) }];
  });
  return whole === undefined ? others : [whole, ...others];
}

function prefixed(prefix: string, parts: readonly Part[]): readonly Part[] {
  const [first, ...rest] = parts;
  if (prefix === "") return parts;
  return first?.kind === "literal" ? [literal(prefix + first.text), ...rest] : [literal(prefix), ...parts];
}
