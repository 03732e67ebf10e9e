import type { Binding, Condition, Resource } from "../../model/facts.ts";
import { type Slot, soleReference, type Value } from "../../model/value.ts";
import { optional, readCondition, readResource, withRoles } from "./bindings.ts";
import { withDefaults } from "./env.ts";
import type { IamType } from "./families.ts";
import { fold } from "./fold.ts";
import { type Folded, type Mapping, select } from "./folded.ts";
import { documentIn } from "./functions/files.ts";
import { type Child, childrenOf, instancesOf } from "./iteration.ts";
import { attributeOf, type Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";

/** A `google_*_iam_policy` resource. */
export interface PolicyUse {
  readonly declaration: Declaration;
  readonly type: IamType;
  readonly reader: Reader;
}

/** A `data "google_iam_policy"` block. */
export interface PolicyDocument {
  readonly declaration: Declaration;
  readonly reader: Reader;
}

/**
 * Facts of whole policies: one for each written `binding` block, on the resource whose policy it is when exactly one uses
 * it; and one without role for each policy resource whose bindings are not known that way.
 */
export function readPolicies(documents: readonly PolicyDocument[], uses: readonly PolicyUse[]): readonly Binding[] {
  const byName = new Map<string, PolicyUse[]>();
  for (const use of uses) {
    const name = documentOf(use);
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), use]);
  }
  const settled = new Set<PolicyUse>();
  const bindings = documents.flatMap((document) => {
    const users = byName.get(statementOf(document.declaration, document.reader.env).address ?? "") ?? [];
    const only = users.length === 1 ? users[0] : undefined;
    const found = readDocument(document, only);
    if (only !== undefined && found.length > 0) settled.add(only);
    return found;
  });
  return [
    ...bindings,
    ...uses.filter((use) => !settled.has(use)).flatMap((use) => readEncoded(use) ?? [readBare(use)]),
  ];
}

/** Address of the data block whose policy a resource sets. */
const documentOf = ({ reader }: PolicyUse): string | undefined => {
  const data = reader.value("policy_data", "text");
  return data && soleReference(data)?.target?.address;
};

function readDocument({ declaration, reader }: PolicyDocument, use: PolicyUse | undefined): readonly Binding[] {
  const resource: Resource = use === undefined ? { fields: {} } : readResource(use.reader, use.type.family);
  return instancesOf(declaration.block, reader.env).flatMap((instance) =>
    childrenOf(declaration.block, "binding", instance.env).flatMap((child) => {
      const repeated = instance.repeated || child.repeated || (use !== undefined && isRepeated(use));
      return readBinding(declaration, reader, child, resource, repeated);
    }),
  );
}

const isRepeated = ({ declaration, reader }: PolicyUse): boolean => {
  const instances = instancesOf(declaration.block, reader.env);
  return instances.length > 1 || instances.some(({ repeated }) => repeated);
};

function readBinding(
  declaration: Declaration,
  outer: Reader,
  child: Child,
  resource: Resource,
  repeated: boolean,
): readonly Binding[] {
  const reader = outer.of(child.block, child.env);
  const { written } = child;
  const { values, complete } = reader.list("members", "member");
  const roles = reader.choices("role", "role", resource.type);
  const binding: Binding = {
    kind: "binding",
    ...statementOf(declaration, child.env),
    span: outer.span(written),
    head: outer.span({ start: written.start, end: written.labels.at(-1)?.end ?? written.nameEnd }),
    effect: "grant",
    authority: "policy",
    resource,
    members: values,
    complete,
    ...optional("condition", readCondition(reader)),
    ...(repeated || !roles.isSure ? { repeated: true } : {}),
  };
  return withRoles(binding, roles);
}

function readBare(use: PolicyUse): Binding {
  const { declaration, reader, type } = use;
  return {
    kind: "binding",
    ...statementOf(declaration, reader.env),
    effect: "grant",
    authority: "policy",
    resource: readResource(reader, type.family),
    members: [],
    complete: false,
    ...(isRepeated(use) ? { repeated: true } : {}),
  };
}

/** Bindings of a policy that is written as JSON: by `jsonencode`, in a text or in a file; `undefined` for any other. */
function readEncoded(use: PolicyUse): readonly Binding[] | undefined {
  const { reader } = use;
  const attribute = attributeOf(reader.block, "policy_data");
  const policy = attribute && documentIn(attribute.value, "json", withDefaults(reader.env, true), fold);
  const list = policy?.kind === "mapping" ? select(policy, "bindings") : undefined;
  if (list?.kind !== "sequence") return undefined;
  const bare = readBare(use);
  const found = list.items.flatMap((item) => (item.kind === "mapping" ? [readEntry(item, bare, reader)] : []));
  return list.complete && found.length === list.items.length ? found : [...found, bare];
}

function readEntry(entry: Mapping, bare: Binding, reader: Reader): Binding {
  const role = select(entry, "role");
  const members = select(entry, "members");
  const { values, complete } =
    members === undefined ? { values: [], complete: false } : reader.listOf(members, "member");
  const condition = conditionOf(select(entry, "condition"), bare, reader);
  return {
    ...bare,
    ...(role?.kind === "text" ? { role: reader.make(role, "role", bare.resource.type) } : {}),
    members: values,
    complete,
    ...optional("condition", condition),
  };
}

function conditionOf(folded: Folded | undefined, { span }: Binding, reader: Reader): Condition | undefined {
  if (folded === undefined || folded.kind === "null") return undefined;
  const field = (name: string, slot: Slot): Value | undefined => {
    const value = folded.kind === "mapping" ? select(folded, name) : undefined;
    return value?.kind === "text" ? reader.make(value, slot) : undefined;
  };
  return {
    span,
    ...optional("title", field("title", "text")),
    ...optional("description", field("description", "text")),
    ...optional("expression", field("expression", "condition")),
  };
}
